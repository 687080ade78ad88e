namespace Veda.Rx.WorkStealing;

/// <summary>All timers of one scheduler that have not ended, so that disposal can cancel them.</summary>
internal sealed class TimedWorkSet(TimeProvider time, object scheduler)
{
    private readonly Lock _lock = new();

    /// <summary>Head of a doubly linked list through the items themselves. Guarded by <see cref="_lock"/>.</summary>
    private TimedWork? _head;

    /// <summary>Guarded by <see cref="_lock"/>; never becomes false again.</summary>
    private bool _closed;

    public TimeProvider Time => time;

    /// <exception cref="ObjectDisposedException">The set was closed.</exception>
    public void Add(TimedWork work)
    {
        lock (_lock)
        {
            if (_closed)
                throw Refusal.By(scheduler);
            work.Following = _head;
            if (_head is not null)
                _head.Previous = work;
            _head = work;
            work.IsListed = true;
        }
    }

    public void Remove(TimedWork work)
    {
        lock (_lock)
        {
            if (!work.IsListed)
                return;
            work.IsListed = false;
            if (work.Previous is { } previous)
                previous.Following = work.Following;
            else
                _head = work.Following;
            if (work.Following is { } following)
                following.Previous = work.Previous;
            work.Previous = work.Following = null;
        }
    }

    /// <summary>Cancels everything and takes nothing more.</summary>
    public void Close()
    {
        while (true)
        {
            TimedWork? work;
            lock (_lock)
            {
                _closed = true;
                work = _head;
            }
            if (work is null)
                return;
            work.Dispose(); // outside the lock: it takes the clock's locks, and ours again to leave the list
        }
    }
}
