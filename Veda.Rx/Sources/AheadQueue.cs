namespace Veda.Rx.Sources;

/// <summary>Numbered items that any thread makes ahead, and one thread at a time takes in their order. What nobody has begun to make the taker makes himself.</summary>
/// <param name="most">The most items that are made, or being made, and not taken.</param>
/// <remarks>The lock is held for a few instructions, never while an item is made.</remarks>
internal sealed class AheadQueue<T>(int most) where T : class
{
    private readonly object _lock = new();
    private readonly T?[] _made = new T?[most];   // guarded by _lock, as are all fields below
    private long _reserved;                       // the first number that nobody makes
    private long _next;                           // to be taken
    private bool _takerWaits;

    /// <summary>The number of an item that the caller has to make and <see cref="Put"/>; null when there are enough.</summary>
    public long? TryReserve()
    {
        lock (_lock)
            return _reserved - _next < most ? _reserved++ : null;
    }

    /// <summary>An item is made.</summary>
    /// <returns>Whether the taker has been refused it and must be signalled.</returns>
    public bool Put(long number, T item)
    {
        lock (_lock)
        {
            _made[number % most] = item;
            if (number != _next || !_takerWaits)
                return false;
            _takerWaits = false;
            return true;
        }
    }

    /// <summary>Takes the next item.</summary>
    /// <param name="own">The item's number when nobody makes it: the caller does, and has taken it.</param>
    /// <returns>Null when there is none: with no number either, it is being made.</returns>
    public T? TryTake(out long? own)
    {
        lock (_lock)
        {
            own = null;
            if (_reserved == _next)
            {
                own = _next = _reserved++;
                _next++;
                return null;
            }
            ref var place = ref _made[_next % most];
            var item = place;
            _takerWaits = item is null;
            if (item is not null)
            {
                place = null;
                _next++;
            }
            return item;
        }
    }
}
