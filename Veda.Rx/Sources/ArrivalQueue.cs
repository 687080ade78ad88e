namespace Veda.Rx.Sources;

/// <summary>What a source that pushes has delivered and nobody has claimed yet: bounded, with a policy for when it is full.</summary>
/// <remarks>Any number of writers, one reader. The lock is held for a few instructions, never while other code runs.</remarks>
internal sealed class ArrivalQueue<T>(int capacity, OverflowPolicy overflow)
{
    private readonly object _lock = new();
    private readonly Queue<T> _items = new();   // guarded by _lock, as are all fields below
    private Exception? _error;
    private bool _ended;
    private bool _readerWaits;                  // the reader has found nothing and is to be signalled
    private int _calls;                         // how often writers that wait were to look for something else to do

    /// <summary>Adds an element, or applies the policy.</summary>
    /// <param name="item">The element.</param>
    /// <param name="mayWait">Whether the writer can wait for room.</param>
    /// <param name="wake">Whether the reader must be signalled.</param>
    /// <returns>False if the queue is full and the writer has to wait.</returns>
    public bool TryAdd(T item, bool mayWait, out bool wake)
    {
        lock (_lock)
        {
            wake = false;
            if (_ended)
                return true;
            if (_items.Count >= capacity)
            {
                switch (overflow)
                {
                    case OverflowPolicy.Wait when mayWait:
                        return false;
                    case OverflowPolicy.DropNewest:
                        return true;
                    case OverflowPolicy.DropOldest:
                        _items.Dequeue();
                        break;
                    case OverflowPolicy.Fail:
                        _error = new InvalidOperationException($"The source pushed more than the {capacity} elements that its queue holds, and its policy is {nameof(OverflowPolicy)}.{nameof(OverflowPolicy.Fail)}.");
                        _ended = true;
                        wake = ReaderWaitsNoMore();
                        return true;
                }
            }
            _items.Enqueue(item);
            wake = ReaderWaitsNoMore();
            return true;
        }
    }

    /// <summary>How often writers have been called.</summary>
    public int Calls
    {
        get
        {
            lock (_lock)
                return _calls;
        }
    }

    /// <summary>Blocks until the queue is not full, or has ended, or writers have been called.</summary>
    /// <param name="calls">How often they had been called before this one last looked for something else to do.</param>
    public void WaitForRoom(int calls)
    {
        lock (_lock)
        {
            while (!_ended && _items.Count >= capacity && _calls == calls)
                Monitor.Wait(_lock);
        }
    }

    /// <summary>Has all writers return that wait for room, or are about to.</summary>
    public void Call()
    {
        lock (_lock)
        {
            _calls++;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Nothing follows. What is queued can still be taken.</summary>
    /// <returns>Whether the reader must be signalled.</returns>
    public bool End(Exception? error)
    {
        lock (_lock)
        {
            if (!_ended)
            {
                _ended = true;
                _error = error;
            }
            Monitor.PulseAll(_lock);
            return ReaderWaitsNoMore();
        }
    }

    /// <summary>Takes up to as many elements as fit; only when there are none, the end or its error.</summary>
    /// <returns>How many elements were taken.</returns>
    public int Take(Span<T> items, out bool ended, out Exception? error)
    {
        lock (_lock)
        {
            var count = 0;
            while (count < items.Length && _items.TryDequeue(out var item))
                items[count++] = item;
            Monitor.PulseAll(_lock);
            ended = count == 0 && _ended;
            error = ended ? _error : null;
            if (ended)
                _error = null;   // told once
            _readerWaits = count == 0 && !ended;
            return count;
        }
    }

    /// <summary>How many elements wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _items.Count;
        }
    }

    private bool ReaderWaitsNoMore()
    {
        var waited = _readerWaits;
        _readerWaits = false;
        return waited;
    }
}
