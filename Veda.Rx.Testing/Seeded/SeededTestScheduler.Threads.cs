namespace Veda.Rx.Testing;

/// <content>Which real thread has the simulation, one at a time, and what of it others may end.</content>
public sealed partial class SeededTestScheduler
{
    /// <summary>
    /// The thread that runs an action or looks what comes next, with a minus one that schedules from outside; 0 for none. Taken by an atomic step, since two that enter at the same time would both see none.
    /// Among the threads under simulated ones it goes with the baton.
    /// </summary>
    private int _thread;

    private int _driver;   // the thread that looked last for what runs next

    private Driver? _resumed;   // of steps of simulated threads, the last one; written by it before it passes the baton

    private int _givingUp;   // 1 while a simulated thread gives way to an action that waits for it; interlocked

    /// <summary>Whether the thread that drives is inside an action that is no step, and sleeps there.</summary>
    internal bool IsStuckInAction => _resumed is { } driver && driver.Thread == _thread && !_escapes.IsWaiting && driver.Sleeps();

    /// <summary>Who drives the steps of simulated threads.</summary>
    internal void DrivenBy(Func<bool> sleeps)
    {
        if (_resumed?.Sleeps != sleeps)
            _resumed = new Driver(Environment.CurrentManagedThreadId, sleeps);
    }

    /// <summary>One thread at a time gives way: each may be the wrong one, and what they do on their way out is theirs alone.</summary>
    internal bool TryGiveUp() => Interlocked.Exchange(ref _givingUp, 1) == 0;

    /// <summary>One that gave way has ended.</summary>
    internal void GaveUp() => Volatile.Write(ref _givingUp, 0);

    /// <summary>Whether the calling thread is inside one of its actions.</summary>
    internal bool IsRunningHere => _thread == Environment.CurrentManagedThreadId;

    /// <summary>Has the calling thread's steps come behind what a chain has done so far, until it gives the baton away.</summary>
    internal void Enter(VirtualThread thread) => (Stepping, _thread) = (thread, Environment.CurrentManagedThreadId);

    /// <summary>Takes the simulation, to schedule something.</summary>
    /// <param name="hold">Gives it back.</param>
    /// <returns>False if the calling thread is none of the simulation's, while that runs.</returns>
    private bool TryTake(out Hold hold)
    {
        var here = Environment.CurrentManagedThreadId;
        var spinner = default(SpinWait);
        while (true)
        {
            var before = _thread;
            hold = new Hold(this, before);
            if (before == here || before == -here)
                return true;
            if (before > 0 || ((IsEnabled || IsUnfinished is not null) && IsDrivenElsewhere(here)))
                return false;
            if (before == 0 && Interlocked.CompareExchange(ref _thread, -here, 0) == 0)
                return true;
            spinner.SpinOnce(sleep1Threshold: -1);   // another one schedules from outside, too
        }
    }

    /// <summary>Takes the simulation, to drive it.</summary>
    /// <returns>Gives it back.</returns>
    /// <exception cref="InvalidOperationException">Another thread drives it.</exception>
    private Hold Take()
    {
        var here = Environment.CurrentManagedThreadId;
        if (_thread is var inside && (inside == here || inside == -here))
            return new Hold(this, inside);
        var spinner = default(SpinWait);
        while (Interlocked.CompareExchange(ref _thread, here, 0) is not 0 and var other)
        {
            if (other > 0)
                throw Driven(here, other);
            spinner.SpinOnce(sleep1Threshold: -1);   // one that only schedules is done soon
        }
        return new Hold(this, 0);
    }

    /// <summary>Refuses a thread that comes in the middle of another one's <c>Start</c>, between two actions too.</summary>
    /// <exception cref="InvalidOperationException">Another thread drives the simulation.</exception>
    internal void ThrowIfStartedElsewhere()
    {
        var (here, inside) = (Environment.CurrentManagedThreadId, _thread);
        if (IsEnabled && inside != here && IsDrivenElsewhere(here))
            throw Driven(here, inside <= 0 ? _driver : inside);
    }

    /// <summary>Has what was posted to a context run soon.</summary>
    internal void Post(VirtualSynchronizationContext context, Chain? chain, SendOrPostCallback callback, object? state)
    {
        if (!TryTake(out var hold))
        {
            _escapes.Return(new PostedAction(this, 0, context, default, callback, state), chain);
            return;
        }
        using (hold)
            Add(new PostedAction(this, Due(Clock), context, chain?.Next() ?? NextPath(), callback, state));
    }

    /// <summary>Has a simulated thread go on, if it waits for this; also from a real thread that has ended it.</summary>
    internal void Wake(VirtualThread thread, IWaitedFor what)
    {
        if (!TryTake(out var hold))
        {
            _escapes.Return(new PostedAction(this, 0, new VirtualSynchronizationContext(this), default, _ => Wake(), null, "end of a task"), thread.Chain);
            return;
        }
        using (hold)
            Wake();

        void Wake()
        {
            if (ReferenceEquals(thread.WaitsFor, what))
                thread.Wake();
        }
    }

    private bool IsDrivenElsewhere(int here) => _driver is not 0 and var driver && driver != here;

    private static InvalidOperationException Driven(int here, int other) => new(
        $"Thread {here} drives the simulation while thread {other} does: what runs next would depend on the machine. One thread drives a simulation at a time. Wait for streams one after the other, or await them together inside of what one thread runs.");

    private sealed record Driver(int Thread, Func<bool> Sleeps);

    private readonly ref struct Hold(SeededTestScheduler scheduler, int before)
    {
        public void Dispose() => Volatile.Write(ref scheduler._thread, before);
    }
}
