namespace Veda.Rx.Testing;

/// <summary>A lock in one execution. Recursive; not fair.</summary>
/// <param name="name">For people.</param>
internal sealed class HeldLock(string name) : IWaitedFor
{
    private readonly List<VirtualThread> _waiting = [];
    private VirtualThread? _owner;
    private int _depth;

    public bool IsHeldByCurrentThread => _owner is not null && _owner == VirtualThread.Current;

    public string Description => name;

    public VirtualThread? Holder => _owner;

    public void Enter()
    {
        var thread = VirtualThread.Here("A simulated lock");
        if (_owner != thread)
        {
            thread.Point("enter", thread.Fenced(this), this);
            Acquire(thread, 0);
        }
        _depth++;
    }

    /// <param name="time">How long to wait for it at most, in virtual time.</param>
    public bool TryEnter(TimeSpan time)
    {
        if (time != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var thread = VirtualThread.Here("A simulated lock");
        if (_owner != thread)
        {
            thread.Point("try to enter", thread.Fenced(this), this);
            if (!WaitUntilFree(thread, time))
                return false;
            Acquire(thread, 0);
        }
        _depth++;
        return true;
    }

    public SimLock.Scope EnterScope()
    {
        Enter();
        return new SimLock.Scope(this);
    }

    public void Exit()
    {
        var thread = VirtualThread.Here("A simulated lock");
        if (thread.IsAbandoned)
            return;   // unwinding, in the end of a scope
        if (_owner != thread)
            throw new SynchronizationLockException($"Thread '{thread.Name}' exits {name} and does not have it{(_owner is { } owner ? $"; '{owner.Name}' has" : "")}.");
        if (_depth > 1)
        {
            _depth--;
            return;
        }
        thread.Point("exit", thread.Fenced(this), this);
        Release();
    }

    /// <summary>Gives the lock up as often as it was entered.</summary>
    /// <returns>How often that was.</returns>
    public int Release()
    {
        _owner!.Stores.Drain();
        var depth = _depth;
        (_owner, _depth) = (null, 0);
        foreach (var waiting in _waiting)
            waiting.Wake();
        _waiting.Clear();
        return depth;
    }

    /// <summary>Waits until the lock is free and takes it.</summary>
    /// <param name="thread">The calling thread.</param>
    /// <param name="depth">How often it is entered then.</param>
    public void Acquire(VirtualThread thread, int depth)
    {
        WaitUntilFree(thread, Timeout.InfiniteTimeSpan);
        thread.Stores.Drain();
        (_owner, _depth) = (thread, depth);
    }

    /// <summary>Waits until the lock is free, or for no longer than some virtual time.</summary>
    /// <returns>Whether it is free.</returns>
    private bool WaitUntilFree(VirtualThread thread, TimeSpan time)
    {
        var began = thread.Scheduler.Clock;
        while (_owner is not null)
        {
            var left = time == Timeout.InfiniteTimeSpan ? time : time - TimeSpan.FromTicks(thread.Scheduler.Clock - began);
            if (left == TimeSpan.Zero)
                return false;
            _waiting.Add(thread);
            thread.Block(this, left, thread.Fenced(this));
            _waiting.Remove(thread);   // who was woken is not there any more
        }
        return true;
    }
}
