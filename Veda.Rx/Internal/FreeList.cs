namespace Veda.Rx.Internal;

/// <summary>A small store of objects to use again. Thread-safe; a field of the object that is passed to its methods as <c>owner</c>.</summary>
/// <remarks>
/// A thread gets what it gave last, if that is still there: its memory is in the cache of the core on which the thread runs, and would
/// have to be fetched from there by others. The first object has a place of its own: a run on one thread, which never frees a second,
/// needs no more than that. Nothing moves from place to place, so who looks into all of them finds whatever was there before and is not taken.
/// </remarks>
internal struct FreeList<T, TSync> where T : class where TSync : struct, ISync
{
    private T? _first;          // interlocked
    private Places? _places;    // created once by compare-and-swap

    public T? Take(object owner)
    {
        var places = TSync.Load(owner, ref _places);
        return places?.TakeOwn() ?? TakeFrom(owner, ref _first) ?? places?.TakeAny();
    }

    public void Add(object owner, T item)
    {
        var places = TSync.Load(owner, ref _places);
        if (places?.TryAdd(item) == true || TSync.CompareAndSwap(owner, ref _first, null, item))
            return;
        places ??= Create(owner);
        if (!places.TryAdd(item))
            places.Push(item);
    }

    private Places Create(object owner)
    {
        var created = new Places();
        return TSync.CompareAndSwap(owner, ref _places, null, created) ? created : TSync.Load(owner, ref _places)!;
    }

    private static T? TakeFrom(object owner, ref T? place) => TSync.Load(owner, ref place) is null ? null : TSync.Exchange(owner, ref place, null);

    /// <summary>One place for each thread, or for some; what does not fit there is for anybody.</summary>
    private sealed class Places
    {
        private const int Count = 32;

        private readonly T?[] _own = new T?[Count];   // interlocked
        private readonly Stack<T> _others = new();    // guarded by itself

        private ref T? Own => ref _own[TSync.ThreadNumber % Count];

        public T? TakeOwn() => TakeFrom(_own, ref Own);

        public bool TryAdd(T item) => TSync.CompareAndSwap(_own, ref Own, null, item);

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
                if (TakeFrom(_own, ref place) is { } item)
                    return item;
            }
            return null;
        }
    }
}
