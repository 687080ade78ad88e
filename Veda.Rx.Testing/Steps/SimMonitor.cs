namespace Veda.Rx.Testing;

/// <summary>Locks and conditions between simulated threads, with the members of <see cref="Monitor"/>: who waits, waits in the simulation.</summary>
/// <remarks>Only for threads that <see cref="SimContext.Thread(Action, string?)"/> begins; calls from elsewhere are an <see cref="InvalidOperationException"/>. A <c>lock</c> statement stays a real lock: write <c>using (SimMonitor.Scope(gate))</c>.</remarks>
public static class SimMonitor
{
    /// <summary>Takes an object's lock, when it is free.</summary>
    /// <param name="gate">The object.</param>
    public static void Enter(object gate) => Of(gate).Lock.Enter();

    /// <summary>Takes an object's lock if it is free.</summary>
    /// <param name="gate">The object.</param>
    /// <returns>Whether it was.</returns>
    public static bool TryEnter(object gate) => TryEnter(gate, TimeSpan.Zero);

    /// <summary>Takes an object's lock, if it is free within some virtual time.</summary>
    /// <param name="gate">The object.</param>
    /// <param name="time">How long to wait at most; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <returns>Whether it was.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public static bool TryEnter(object gate, TimeSpan time) => Of(gate).Lock.TryEnter(time);

    /// <summary>Gives an object's lock up.</summary>
    /// <param name="gate">The object.</param>
    /// <exception cref="SynchronizationLockException">The calling thread does not have it.</exception>
    public static void Exit(object gate) => Of(gate).Lock.Exit();

    /// <summary>Takes an object's lock until the result is disposed.</summary>
    /// <param name="gate">The object.</param>
    /// <returns>Gives it up.</returns>
    public static SimLock.Scope Scope(object gate) => Of(gate).Lock.EnterScope();

    /// <summary>Whether the calling thread has an object's lock.</summary>
    /// <param name="gate">The object.</param>
    public static bool IsEntered(object gate) => VirtualThread.Current is not null && Of(gate).Lock.IsHeldByCurrentThread;

    /// <summary>Gives an object's lock up until it is pulsed, and takes it again. Others may come between the pulse and that: ask again for what you wait for.</summary>
    /// <param name="gate">The object.</param>
    /// <exception cref="SynchronizationLockException">The calling thread does not have the lock.</exception>
    public static void Wait(object gate) => Of(gate).Wait(Timeout.InfiniteTimeSpan);

    /// <summary>The same for no longer than some virtual time.</summary>
    /// <param name="gate">The object.</param>
    /// <param name="time">How long at most.</param>
    /// <returns>Whether it was pulsed.</returns>
    /// <exception cref="SynchronizationLockException">The calling thread does not have the lock.</exception>
    public static bool Wait(object gate, TimeSpan time) => Of(gate).Wait(time);

    /// <summary>Has one of those go on who wait for an object, the one that has waited longest.</summary>
    /// <param name="gate">The object.</param>
    /// <exception cref="SynchronizationLockException">The calling thread does not have the lock.</exception>
    public static void Pulse(object gate) => Of(gate).Pulse(1);

    /// <summary>Has all of those go on who wait for an object.</summary>
    /// <param name="gate">The object.</param>
    /// <exception cref="SynchronizationLockException">The calling thread does not have the lock.</exception>
    public static void PulseAll(object gate) => Of(gate).Pulse(int.MaxValue);

    private static Condition Of(object gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return VirtualThread.Here("SimMonitor").Scheduler.Conditions.GetValue(gate, static gate => new Condition(gate as string ?? gate.GetType().Name));
    }

    /// <summary>Of an object in one execution: others, perhaps at the same time, may use the same object.</summary>
    internal sealed class Condition(string name) : IWaitedFor
    {
        private readonly List<VirtualThread> _waiting = [];

        public HeldLock Lock { get; } = new(name);

        public string Description => $"a pulse of {name}";

        public VirtualThread? Holder => null;

        public bool Wait(TimeSpan time)
        {
            if (time != Timeout.InfiniteTimeSpan)
                ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
            var thread = Owner("SimMonitor.Wait");
            thread.Point("wait for", thread.Fenced(Lock), this);
            var depth = Lock.Release();
            _waiting.Add(thread);
            var inTime = thread.Block(this, time, new Footprint(Lock, Access.Write));
            _waiting.Remove(thread);   // one that was pulsed is not there any more
            Lock.Acquire(thread, depth);
            return inTime;
        }

        public void Pulse(int count)
        {
            Owner("SimMonitor.Pulse").Point("pulse", new Footprint(Lock, Access.Write), name);
            while (count-- > 0 && _waiting.Count > 0)
            {
                var first = _waiting[0];
                _waiting.RemoveAt(0);
                first.Wake();
            }
        }

        private VirtualThread Owner(string member)
        {
            var thread = VirtualThread.Here(member);
            return Lock.IsHeldByCurrentThread ? thread
                : throw new SynchronizationLockException($"{member} was called by thread '{thread.Name}', which does not have the lock of {name}.");
        }
    }
}
