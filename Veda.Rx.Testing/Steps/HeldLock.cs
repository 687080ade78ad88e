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
        var thread = VirtualThread.Here("A lock");
        if (_owner != thread)
        {
            thread.Point("enter", thread.Fenced(this), this);
            Acquire(thread, 0);
        }
        _depth++;
    }

    public bool TryEnter()
    {
        var thread = VirtualThread.Here("A lock");
        if (_owner != thread)
        {
            thread.Point("try to enter", thread.Fenced(this), this);
            if (_owner is not null)
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
        var thread = VirtualThread.Here("A lock");
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
        while (_owner is not null)
        {
            _waiting.Add(thread);
            thread.Block(this, thread.Fenced(this));
        }
        thread.Stores.Drain();
        (_owner, _depth) = (thread, depth);
    }
}
