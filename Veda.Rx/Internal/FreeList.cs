namespace Veda.Rx.Internal;

/// <summary>A small store of objects to use again. Thread-safe; a mutable struct: keep it in a field.</summary>
/// <remarks>
/// A thread gets what it gave last, if that is still there: its memory is in the cache of the core on which the thread runs, and would
/// have to be fetched from there by others. The first object has a place of its own: a run on one thread, which never frees a second,
/// needs no more than that.
/// </remarks>
internal struct FreeList<T> where T : class
{
    private T? _first;          // interlocked
    private Places? _places;    // created once by compare-and-swap

    public T? Take() => _places?.TakeOwn() ?? TakeFrom(ref _first) ?? _places?.TakeAny();

    public void Add(T item)
    {
        if (_places?.TryAdd(item) == true || Interlocked.CompareExchange(ref _first, item, null) is null)
            return;
        var places = _places ?? Create();
        if (!places.TryAdd(item))
            places.Push(item);
    }

    private Places Create()
    {
        var created = new Places();
        return Interlocked.CompareExchange(ref _places, created, null) ?? created;
    }

    private static T? TakeFrom(ref T? place) => place is null ? null : Interlocked.Exchange(ref place, null);

    /// <summary>One place for each thread, or for some; what does not fit there is for anybody.</summary>
    private sealed class Places
    {
        private const int Count = 32;

        private readonly T?[] _own = new T?[Count];   // interlocked
        private readonly Stack<T> _others = new();    // guarded by itself

        private ref T? Own => ref _own[Environment.CurrentManagedThreadId % Count];

        public T? TakeOwn() => TakeFrom(ref Own);

        public bool TryAdd(T item) => Interlocked.CompareExchange(ref Own, item, null) is null;

        public void Push(T item)
        {
            lock (_others)
                _others.Push(item);
        }

        public T? TakeAny()
        {
            lock (_others)
            {
                if (_others.TryPop(out var item))
                    return item;
            }
            foreach (ref var place in _own.AsSpan())
            {
                if (TakeFrom(ref place) is { } item)
                    return item;
            }
            return null;
        }
    }
}
