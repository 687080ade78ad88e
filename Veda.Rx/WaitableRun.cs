using Veda.Rx.Internal;
using Veda.Rx.Scheduling;

namespace Veda.Rx;

/// <summary>A run that one thread at a time may wait for, taking part in it meanwhile. It parks only when there is nothing for it to do.</summary>
/// <remarks>Merging/README.md has the states, the transitions and why it does not sleep over work.</remarks>
internal abstract class WaitableRun<TSync> where TSync : struct, ISync
{
    private const long Away = 0;
    private const long Parked = 1;   // about to sleep, or asleep

    /// <summary>One of the above. Written by everybody, interlocked; who changes it from <see cref="Parked"/> gives the permit.</summary>
    private long _parked;

    /// <summary>What the waiting thread sleeps on. Created by it before it first announces that it does.</summary>
    private Parker? _parker;

    /// <summary>The id of the thread that waits, or waited last; 0 without one. Written by that thread.</summary>
    private volatile int _waiter;

    /// <summary>Whether a thread waits for this run, and works on it.</summary>
    public bool HasWaiter => _waiter != 0;

    /// <summary>Whether the calling thread is the one that waits for this run.</summary>
    public bool IsWaiter => _waiter == Environment.CurrentManagedThreadId;

    /// <summary>Where there may be something to do. May be replaced while a thread waits.</summary>
    protected abstract Participants<TSync>[] Parts { get; }

    /// <summary>The calling thread is going to wait.</summary>
    protected void BecomeWaiter() => _waiter = Environment.CurrentManagedThreadId;

    /// <summary>Takes part on the calling thread until a condition holds. Whoever makes it true calls <see cref="TryUnpark"/>.</summary>
    public void WaitUntil<TState>(TState state, Func<TState, bool> holds)
    {
        BecomeWaiter();
        while (!holds(state))
        {
            if (!Participate(state, holds))
                Park(state, holds);
        }
    }

    /// <summary>Wakes the waiting thread if it is parked.</summary>
    /// <returns>Whether it was.</returns>
    public bool TryUnpark()
    {
        if (TSync.Exchange(this, ref _parked, Away) == Away)
            return false;
        TSync.Wake(_parker!);
        return true;
    }

    /// <summary>The waiting thread takes part wherever there is something to do.</summary>
    /// <returns>Whether there was anything.</returns>
    private bool Participate<TState>(TState state, Func<TState, bool> holds)
    {
        var worked = false;
        foreach (var part in Parts)
        {
            if (!part.WaiterJoins)
                continue;
            worked |= part.RunDeferred();
            if (!part.TryEnter())
                continue;
            while (part.Step())
            {
                worked = true;
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
    ///                                Signal: raises the epoch; sees parked and wakes
    /// looks: nothing; blocks
    /// </code>
    /// </remarks>
    private void Park<TState>(TState state, Func<TState, bool> holds)
    {
        _parker ??= new Parker();
        TSync.Exchange(this, ref _parked, Parked);
        if (holds(state) || Participate(state, holds))
        {
            // Who found the announcement meanwhile still gives a permit; the next sleep ends at once then, and looks again.
            TSync.Exchange(this, ref _parked, Away);
            return;
        }
        var worker = CurrentWorker.Owner;
        worker?.EnterBlocked();
        TSync.Wait(_parker);
        worker?.ExitBlocked();
    }
}
