namespace Veda.Rx.Testing;

/// <summary>A lock between simulated threads, with the members of <see cref="Lock"/>: who does not get it waits in the simulation, so that deadlocks are seen and others run.</summary>
/// <remarks>Only for threads that <see cref="SimContext.Thread(Action, string?)"/> begins; calls from elsewhere are an <see cref="InvalidOperationException"/>. Recursive. Not fair: who comes first when it is free, gets it.</remarks>
/// <param name="name">For people; null for a number.</param>
/// <example><code>
/// var gate = new SimLock("gate");
/// await Task.WhenAll(sim.Thread(Deposit), sim.Thread(Deposit));
/// void Deposit()
/// {
///     using (gate.EnterScope())
///     {
///         sim.Point("balance", Access.Read);
///         var read = balance;
///         sim.Point("balance", Access.Write);
///         balance = read + 1;
///     }
/// }
/// </code></example>
public sealed class SimLock(string? name = null) : IWaitedFor
{
    private readonly List<VirtualThread> _waiting = [];
    private VirtualThread? _owner;
    private int _depth;

    /// <summary>Whether the calling thread has the lock.</summary>
    public bool IsHeldByCurrentThread => _owner is not null && _owner == VirtualThread.Current;

    string IWaitedFor.Description => Description;

    VirtualThread? IWaitedFor.Holder => Owner;

    private string Description => name ?? "a lock";

    /// <summary>Of an execution that is over the threads keep nothing.</summary>
    private VirtualThread? Owner => _owner is { IsAbandoned: false } ? _owner : null;

    /// <summary>Takes the lock, when it is free.</summary>
    public void Enter()
    {
        var thread = VirtualThread.Here("SimLock.Enter");
        if (Owner != thread)
        {
            thread.Point("enter", thread.Fenced(this), this);
            Acquire(thread, 0);
        }
        _depth++;
    }

    /// <summary>Takes the lock if it is free.</summary>
    /// <returns>Whether it was.</returns>
    public bool TryEnter()
    {
        var thread = VirtualThread.Here("SimLock.TryEnter");
        if (Owner != thread)
        {
            thread.Point("try to enter", thread.Fenced(this), this);
            if (Owner is not null)
                return false;
            Acquire(thread, 0);
        }
        _depth++;
        return true;
    }

    /// <summary>Gives the lock up.</summary>
    /// <exception cref="SynchronizationLockException">The calling thread does not have it.</exception>
    public void Exit()
    {
        var thread = VirtualThread.Here("SimLock.Exit");
        if (thread.IsAbandoned)
            return;   // unwinding, in the end of a scope
        if (Owner != thread)
            throw new SynchronizationLockException($"Thread '{thread.Name}' exits {Description} and does not have it{(Owner is { } owner ? $"; '{owner.Name}' has" : "")}.");
        if (_depth > 1)
        {
            _depth--;
            return;
        }
        thread.Point("exit", thread.Fenced(this), this);
        Release();
    }

    /// <summary>Takes the lock until the result is disposed.</summary>
    /// <returns>Gives it up.</returns>
    public Scope EnterScope()
    {
        Enter();
        return new Scope(this);
    }

    /// <summary>Gives the lock up as often as it was entered.</summary>
    /// <returns>How often that was.</returns>
    internal int Release()
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
    internal void Acquire(VirtualThread thread, int depth)
    {
        while (Owner is not null)
        {
            _waiting.Add(thread);
            thread.Block(this, thread.Fenced(this));
        }
        thread.Stores.Drain();
        (_owner, _depth) = (thread, depth);
    }

    /// <summary>Gives a lock up when it is disposed.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly SimLock _lock;

        internal Scope(SimLock owner) => _lock = owner;

        /// <summary>Gives the lock up.</summary>
        public void Dispose() => _lock.Exit();
    }
}
