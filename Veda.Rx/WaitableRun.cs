using Veda.Rx.Internal;
using Veda.Rx.Scheduling;

namespace Veda.Rx;

/// <summary>A run that one thread at a time may wait for, taking part in it meanwhile. It parks only when there is nothing for it to do.</summary>
/// <remarks>Merging/README.md has the states, the transitions and why it does not sleep over work.</remarks>
internal abstract class WaitableRun<TSync> where TSync : struct, ISync
{
    private const long Away = 0;
    private const long Parked = 1;   // about to sleep, or asleep
    private const long Called = 2;   // woken by a signal that has enqueued nobody, relying on the waiter

    /// <summary>
    /// One of the above. The waiter changes it to <see cref="Parked"/> and back to <see cref="Away"/>, others from
    /// <see cref="Parked"/>, and who does that gives the permit. Interlocked.
    /// </summary>
    private long _parked;

    /// <summary>What the waiting thread sleeps on. Created by it before it first announces that it does.</summary>
    private Parker? _parker;

    /// <summary>How many steps of a run are in the foreground: what takes longer can wait for its time slice, too.</summary>
    private const sbyte ForegroundSteps = 64;

    /// <summary>The waiting thread looks in now and then, and is not there at present.</summary>
    private const int Absent = -1;

    /// <summary>The id of the thread that waits, or waited last; 0 without one. Written by that thread.</summary>
    private volatile int _waiter;

    /// <summary>How many steps more the waiting thread may take in the foreground; negative while it is not there. Written by it.</summary>
    private volatile sbyte _foreground = -ForegroundSteps;

    /// <summary>Whether a thread waits for this run, and works on it.</summary>
    public bool HasWaiter => _waiter != 0;

    /// <summary>Whether the calling thread is the one that waits for this run.</summary>
    public bool IsWaiter => _waiter == Environment.CurrentManagedThreadId;

    /// <summary>The first place where there may be something to do; the others follow it. May become more while a thread waits.</summary>
    protected abstract Participants<TSync>? FirstPart { get; }

    /// <summary>Whether there will be no more work.</summary>
    protected abstract bool HasEnded { get; }

    /// <summary>Whether the waiting thread, about to sleep, has been called or has what it waits for: then it looks again.</summary>
    protected bool IsCalled => TSync.Load(this, ref _parked) != Parked;

    /// <summary>Whether the waiting thread is in the foreground.</summary>
    protected bool IsInForeground => _foreground > 0;

    /// <summary>Whether the calling thread belongs to the program, and competes with the workers.</summary>
    protected virtual bool IsOutside => false;

    /// <summary>Runs something else where the waiting thread is the one that everything runs on.</summary>
    /// <param name="again">Whether the thread has done so before and found nothing to do since.</param>
    /// <returns>Whether there was anything, and another look is worth while.</returns>
    protected virtual bool TryRunOther(bool again) => false;

    /// <summary>The calling thread is going to wait.</summary>
    protected void BecomeWaiter() => _waiter = Environment.CurrentManagedThreadId;

    /// <summary>The calling thread goes its way, and need not be the next one to wait.</summary>
    protected void LeaveWaiting() => _waiter = Absent;

    /// <summary>Takes part on the calling thread until a condition holds. Whoever makes it true calls <see cref="TryUnpark"/>.</summary>
    /// <remarks>
    /// A signal that has woken this thread counts on it. If the condition holds by then, the thread leaves, and passes the
    /// signal on:
    /// <code>
    /// waiter                    producer                              writer of the result
    /// parked
    ///                           adds work; Signal: calls the waiter
    ///                           and therefore enqueues nobody
    ///                                                                 makes the condition true
    /// awake; it holds: leaves
    /// signals, now that it is away: a participant is enqueued
    /// </code>
    /// </remarks>
    public void WaitUntil<TState>(TState state, Func<TState, bool> holds)
    {
        BecomeWaiter();
        var (ranOther, called) = (false, false);
        var outer = IsInForeground;   // of a wait that this one is inside of
        var entered = EnterForeground();
        try
        {
            while (!holds(state))
            {
                if (Participate(state, holds))
                    ranOther = false;
                else
                    Park(state, holds, ref ranOther, out called);
            }
        }
        finally
        {
            // Also when the thread was interrupted.
            if (!outer)
                MarkAbsent();
            if (entered)
                Foreground.TryLeave();
            if (called && !HasEnded)
                PassSignalOn();
        }
    }

    /// <summary>Takes part on the calling thread in one step, if there is anything to do; does not wait.</summary>
    /// <returns>Whether there was.</returns>
    protected bool TryParticipate()
    {
        BecomeWaiter();
        try
        {
            return Participate(this, static _ => true);
        }
        finally
        {
            LeaveWaiting();
        }
    }

    /// <summary>Wakes the waiting thread if it is parked, since its condition holds.</summary>
    public void TryUnpark() => TryWake(Away);

    /// <summary>Wakes the waiting thread if it is parked, to take part.</summary>
    /// <returns>Whether it was; it then takes part, or sees to it that somebody else does.</returns>
    public bool TryCall() => TryWake(Called);

    private bool TryWake(long reason)
    {
        if (!TSync.CompareAndSwap(this, ref _parked, Parked, reason))
            return false;
        TSync.Wake(_parker!);
        return true;
    }

    private void PassSignalOn()
    {
        for (var part = FirstPart; part is not null; part = part.Next)
        {
            if (part.WaiterJoins)
                part.Signal();
        }
    }

    private bool EnterForeground()
    {
        if (_foreground == 0 || !IsOutside)
            return false;
        _foreground = Math.Abs(_foreground);
        return Foreground.TryEnter();
    }

    private void MarkAbsent() => _foreground = (sbyte)-Math.Abs(_foreground);

    private void CountStep()
    {
        if (_foreground > 0 && --_foreground == 0)
            Foreground.TryLeave();
    }

    /// <summary>The waiting thread takes part wherever there is something to do.</summary>
    /// <returns>Whether there was anything.</returns>
    private bool Participate<TState>(TState state, Func<TState, bool> holds)
    {
        var worked = false;
        for (var part = FirstPart; part is not null; part = part.Next)
        {
            if (!part.WaiterJoins)
                continue;
            if (part.WaiterDefers)
                worked |= part.RunDeferred();
            if (!part.TryEnter())
                continue;
            while (part.Step())
            {
                worked = true;
                CountStep();
                if (!holds(state))
                    continue;
                part.Leave();
                return true;
            }
        }
        return worked;
    }

    /// <summary>Blocks the waiting thread until there is work or the condition holds, after one more look.</summary>
    /// <remarks>
    /// The look comes behind the announcement, so that either it finds the work or the one who brings it finds the announcement:
    /// <code>
    /// waiter                         producer
    /// announces: parked
    ///                                Signal: raises the epoch; sees parked and calls
    /// looks: nothing; blocks
    /// </code>
    /// </remarks>
    /// <param name="state">What the condition is about.</param>
    /// <param name="holds">The condition.</param>
    /// <param name="ranOther">Whether the thread has run something else since it last found anything to do.</param>
    /// <param name="called">Whether a signal relies on this thread. A round that found nothing anywhere has done what an earlier call was for.</param>
    private void Park<TState>(TState state, Func<TState, bool> holds, ref bool ranOther, out bool called)
    {
        _parker ??= new Parker();
        TSync.Exchange(this, ref _parked, Parked);
        try
        {
            if (holds(state))
                return;
            var again = ranOther;
            ranOther = false;
            if (Participate(state, holds))
                return;
            ranOther = true;
            if (!TryRunOther(again))
                Sleep();
        }
        finally
        {
            // Who found the announcement, though this thread did not sleep, still gives a permit: the next sleep then ends at once, with the announcement still out.
            // Hence this line in that case too; and when the thread was interrupted.
            called = TSync.Exchange(this, ref _parked, Away) == Called;
        }
    }

    private void Sleep()
    {
        var worker = CurrentWorker.Owner;
        worker?.EnterBlocked();
        var before = IsInForeground;
        MarkAbsent();
        var left = Foreground.TryLeave();
        try
        {
            TSync.Wait(_parker!, spins: true);
        }
        finally
        {
            // Also when the thread was interrupted.
            if (before)
                _foreground = Math.Abs(_foreground);
            if (left)
                Foreground.TryEnter();
            CountStep();   // who is woken again and again does not wait for a short run either
            worker?.ExitBlocked();
        }
    }
}
