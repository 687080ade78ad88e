namespace Veda.Rx.Internal;

/// <summary>A small store of objects to use again. Thread-safe; a mutable struct: keep it in a field.</summary>
/// <remarks>The first object has a place of its own: a run on one thread, which never frees a second, needs no more than that.</remarks>
internal struct FreeList<T> where T : class
{
    private T? _first;            // interlocked
    private Stack<T>? _others;    // created once by compare-and-swap; guarded by its own lock

    public T? Take()
    {
        if (_first is not null && Interlocked.Exchange(ref _first, null) is { } first)
            return first;
        if (_others is not { } others)
            return null;
        lock (others)
            return others.TryPop(out var item) ? item : null;
    }

    public void Add(T item)
    {
        if (Interlocked.CompareExchange(ref _first, item, null) is null)
            return;
        var others = _others ?? Create();
        lock (others)
            others.Push(item);
    }

    private Stack<T> Create()
    {
        var created = new Stack<T>();
        return Interlocked.CompareExchange(ref _others, created, null) ?? created;
    }
}
