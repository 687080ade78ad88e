namespace Veda.Rx.Testing;

/// <summary>A lock between simulated threads, with the members of <see cref="Lock"/>: who does not get it waits in the simulation, so that deadlocks are seen and others run.</summary>
/// <remarks>Only for threads that <see cref="SimContext.Thread(Action, string?)"/> begins; calls from elsewhere are an <see cref="InvalidOperationException"/>. Recursive. Not fair: who comes first when it is free, gets it.</remarks>
/// <param name="name">For people; null for none.</param>
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
public sealed class SimLock(string? name = null)
{
    private readonly string _name = name ?? "a lock";

    /// <summary>Whether the calling thread has the lock.</summary>
    public bool IsHeldByCurrentThread => VirtualThread.Current is { } thread && Of(thread).IsHeldByCurrentThread;

    /// <summary>Takes the lock, when it is free.</summary>
    public void Enter() => Of(VirtualThread.Here("SimLock.Enter")).Enter();

    /// <summary>Takes the lock if it is free.</summary>
    /// <returns>Whether it was.</returns>
    public bool TryEnter() => TryEnter(TimeSpan.Zero);

    /// <summary>Takes the lock, if it is free within some virtual time.</summary>
    /// <param name="time">How long to wait at most; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <returns>Whether it was.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public bool TryEnter(TimeSpan time) => Of(VirtualThread.Here("SimLock.TryEnter")).TryEnter(time);

    /// <summary>Gives the lock up.</summary>
    /// <exception cref="SynchronizationLockException">The calling thread does not have it.</exception>
    public void Exit() => Of(VirtualThread.Here("SimLock.Exit")).Exit();

    /// <summary>Takes the lock until the result is disposed.</summary>
    /// <returns>Gives it up.</returns>
    public Scope EnterScope() => Of(VirtualThread.Here("SimLock.EnterScope")).EnterScope();

    /// <summary>What the lock is in an execution: others, perhaps at the same time, may use the same object, such as one that is static.</summary>
    private HeldLock Of(VirtualThread thread) => thread.Scheduler.Locks.GetValue(this, static gate => new HeldLock(gate._name));

    /// <summary>Gives a lock up when it is disposed.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly HeldLock _lock;

        internal Scope(HeldLock owner) => _lock = owner;

        /// <summary>Gives the lock up.</summary>
        public void Dispose() => _lock.Exit();
    }
}
