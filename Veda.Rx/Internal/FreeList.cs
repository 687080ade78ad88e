namespace Veda.Rx.Internal;

/// <summary>A small last-in-first-out store of objects to use again. Thread-safe; holds its lock for a few instructions.</summary>
internal sealed class FreeList<T> where T : class
{
    private readonly Lock _lock = new();
    private T?[] _items = new T?[4];   // guarded by _lock
    private int _count;                // guarded by _lock

    public T? Take()
    {
        lock (_lock)
        {
            if (_count == 0)
                return null;
            var item = _items[--_count];
            _items[_count] = null;
            return item;
        }
    }

    public void Add(T item)
    {
        lock (_lock)
        {
            if (_count == _items.Length)
                Array.Resize(ref _items, _count * 2);
            _items[_count++] = item;
        }
    }
}
