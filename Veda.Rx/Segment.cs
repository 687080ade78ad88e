using Veda.Rx.Batching;
using Veda.Rx.Fusion;
using Veda.Rx.Merging;
using Veda.Rx.Scheduling;
using Veda.Rx.Sinks;
using Veda.Rx.Sources;

namespace Veda.Rx;

/// <summary>
/// A source, fused stages and a merge that run on one scheduler: the participants' side. Each scheduled action is one step:
/// claim a batch (or resume a suspended one), run it, post it to the merge; then the segment enqueues itself again.
/// </summary>
/// <remarks>
/// The state word counts participants that run, participants that are enqueued, and an epoch that every <see cref="Signal"/>
/// raises. A participant that finds nothing to do retires only if the epoch is the one it saw before it looked:
/// <code>
/// participant                          producer
/// reads epoch 7, looks: nothing
///                                      adds an element; Signal: epoch 8, one running, so nobody is enqueued
/// retires if the epoch is still 7: no; looks again
/// </code>
/// </remarks>
internal abstract class Segment(PipelineRun run, SchedulerPort port, int parallelism) : IDroppableWork, IMergeHost, ISourceHost
{
    private const long OneRunning = 1;
    private const long OneQueued = 1L << 16;
    private const long OneEpoch = 1L << 32;

    private long _state;
    private Deferred? _deferred;   // what is to be done outside of claims; a stack, changed by compare-and-swap

    protected PipelineRun Run => run;

    protected SchedulerPort Port => port;

    /// <summary>The most participants at the same time.</summary>
    protected int Parallelism => parallelism;

    /// <summary>Whether the thread that waits for the run may take part. Written when the segment begins.</summary>
    public bool WaiterJoins { get; private set; }

    /// <summary>Whether the calling thread may work for this segment while it waits.</summary>
    public bool MayParticipate => port.MayParticipate;

    private static int RunningIn(long state) => (int)(state & 0xFFFF);

    private static int QueuedIn(long state) => (int)((state >> 16) & 0xFFFF);

    private static int EpochOf(long state) => (int)(state >> 32);

    /// <summary>One scheduled action.</summary>
    public void Execute()
    {
        if (!TryChange(static state => QueuedIn(state) > 0, OneRunning - OneQueued))
            return;   // the waiting thread has taken this one's place
        if (!Step())
            return;
        TryChange(static _ => true, OneQueued - OneRunning);
        Enqueue(this);
    }

    /// <summary>The scheduler was disposed of under the run.</summary>
    public void Dropped(ObjectDisposedException reason)
    {
        TryChange(static state => QueuedIn(state) > 0, -OneQueued);
        run.Fail(reason);
    }

    /// <summary>Becomes a participant, in the place of one that is enqueued if need be.</summary>
    public bool TryEnter() =>
        TryChange(state => RunningIn(state) + QueuedIn(state) < parallelism, OneRunning)
        || TryChange(static state => QueuedIn(state) > 0, OneRunning - OneQueued);

    /// <summary>One step of a participant.</summary>
    /// <returns>False when there was nothing to do: the participant has retired.</returns>
    public bool Step()
    {
        while (true)
        {
            var seen = Volatile.Read(ref _state);
            if (TryWork())
                return true;
            while (true)
            {
                var state = Volatile.Read(ref _state);
                if (EpochOf(state) != EpochOf(seen))
                    break;
                if (Interlocked.CompareExchange(ref _state, state - OneRunning, state) == state)
                    return false;
            }
        }
    }

    /// <summary>There is work, or there may be: wakes one participant more if not all are at it.</summary>
    public void Signal()
    {
        var state = Interlocked.Add(ref _state, OneEpoch);
        if (RunningIn(state) >= parallelism)
            return;
        if (WaiterJoins && run.TryUnpark())
            return;
        if (TryChange(s => RunningIn(s) + QueuedIn(s) < parallelism, OneQueued))
            Enqueue(this);
    }

    /// <inheritdoc/>
    public bool MayWait => !run.IsReaderSubscribing;

    /// <inheritdoc/>
    public bool TryHelp() => run.TryHelp();

    /// <summary>Participates in one step on the calling thread, where blocking it could stop the segment.</summary>
    public bool TryHelpHere()
    {
        if (!port.MayParticipate || !(port.BorrowsThreads || CurrentWorker.Owner is not null || run.IsWaiter) || !TryEnter())
            return false;
        if (!Step())
            return false;
        Leave();
        return true;
    }

    /// <summary>Stops being a participant while there may be work left: somebody else goes on.</summary>
    public void Leave()
    {
        TryChange(static _ => true, -OneRunning);
        Signal();
    }

    /// <inheritdoc/>
    public void Defer(Action action)
    {
        Deferred? before;
        do
            before = Volatile.Read(ref _deferred);
        while (Interlocked.CompareExchange(ref _deferred, new Deferred(action, before), before) != before);
        Enqueue(new DeferredWork(this));
        if (WaiterJoins)
            run.TryUnpark();
    }

    /// <summary>
    /// Does something that was deferred, on a thread of the scheduler or on the one that waits. Not on one that helps: what it
    /// is in the middle of pushing may be what the deferred subscription waits for.
    /// </summary>
    /// <returns>Whether there was anything.</returns>
    public bool RunDeferred()
    {
        while (Volatile.Read(ref _deferred) is { } deferred)
        {
            if (Interlocked.CompareExchange(ref _deferred, deferred.Next, deferred) != deferred)
                continue;
            try
            {
                deferred.Action();
            }
            catch (Exception error)
            {
                run.Fail(error);
            }
            return true;
        }
        return false;
    }

    /// <summary>Delivers what is due, if the merge had to stop for want of room.</summary>
    public abstract void Credit();

    /// <summary>Ends the stream here, with an error or silently.</summary>
    public abstract void Cancel(Exception? error);

    /// <inheritdoc/>
    public abstract void Recycle(Lane lane);

    /// <inheritdoc/>
    public abstract Exception? Close();

    /// <inheritdoc/>
    public abstract void Finished();

    /// <summary>Begins reading, what is before it first: a source that pushes may deliver from now on.</summary>
    public void Begin()
    {
        WaiterJoins = run.HasWaiter && MayParticipate;
        // Participants first: a source that pushes from inside its subscription waits for them when its queue is full. The
        // waiting thread finds by itself what there is to do.
        if (!WaiterJoins || !run.IsWaiter)
            Signal();
        try
        {
            BeginReading();
        }
        catch (Exception error)
        {
            run.Fail(error);
        }
    }

    /// <summary>Begins the cursor.</summary>
    protected abstract void BeginReading();

    /// <summary>Claims or resumes one batch and brings it to the merge.</summary>
    protected abstract bool TryWork();

    /// <summary>Throws on the scheduler, so that its policy for unhandled exceptions applies.</summary>
    public void Rethrow(Exception error) => port.Enqueue(new Thrower(error));

    private void Enqueue(IDroppableWork work)
    {
        try
        {
            port.Enqueue(work);
        }
        catch (ObjectDisposedException disposed)
        {
            work.Dropped(disposed);
        }
    }

    private bool TryChange(Func<long, bool> allowed, long change)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (!allowed(state))
                return false;
            if (Interlocked.CompareExchange(ref _state, state + change, state) == state)
                return true;
        }
    }

    private sealed record Deferred(Action Action, Deferred? Next);

    private sealed class DeferredWork(Segment segment) : IDroppableWork
    {
        public void Execute() => segment.RunDeferred();

        public void Dropped(ObjectDisposedException reason) => segment.Run.Fail(reason);
    }

    private sealed class Thrower(Exception error) : IThreadPoolWorkItem
    {
        public void Execute() => System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }
}
