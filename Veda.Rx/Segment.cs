using Veda.Rx.Batching;
using Veda.Rx.Fusion;
using Veda.Rx.Internal;
using Veda.Rx.Merging;
using Veda.Rx.Scheduling;
using Veda.Rx.Sources;

namespace Veda.Rx;

/// <summary>
/// A source, fused stages and a merge that run on one scheduler: what does not depend on the type of the elements. Each
/// scheduled action is one step: claim a batch (or resume a suspended one), run it, post it to the merge; then the segment
/// enqueues itself again.
/// </summary>
internal abstract class Segment(PipelineRun run, SchedulerPort port, int? most)
    : Participants<RealSync>(most), IDroppableWork, IPortMember, IMergeHost, ISourceHost
{
    private static readonly object s_wanted = new();

    private readonly IWorkQueue _queue = port.ForRun();

    /// <summary><see cref="s_wanted"/> while a reader wants to know what closing throws, then that exception. Interlocked.</summary>
    private object? _unclosed;

    /// <summary>Its place among those that the scheduler can find again. Written once, by who enqueues it first, by compare-and-swap.</summary>
    private Roster<IPortMember>.Entry? _membership;

    public PipelineRun Run => run;

    public SchedulerPort Port => port;

    /// <summary>Where it stands, for people; null when it is over. Any thread; disturbs nothing.</summary>
    public abstract SegmentView? Look();

    /// <summary>Whether it runs on the threads of its callers, for want of others.</summary>
    public bool BorrowsThreads => port.BorrowsThreads;

    /// <summary>Whether the calling thread may work for this segment while it waits.</summary>
    public bool MayParticipate => port.MayParticipate;

    /// <inheritdoc cref="IParticipation.TryRunOther"/>
    public bool TryRunOther(bool again) => port.TryRunOther(again);

    /// <summary>The scheduler was disposed of under the run.</summary>
    public void Dropped(ObjectDisposedException reason)
    {
        DropQueued();
        run.Fail(reason);
    }

    /// <inheritdoc/>
    public bool MayWait => RunEntry.MayWait(run, port);

    /// <inheritdoc/>
    public bool IsWaiting => run.IsWaiter;

    /// <inheritdoc/>
    public int QueueCapacity => port.QueueCapacity;

    /// <inheritdoc/>
    public bool TryHelp() => run.TryHelp();

    /// <inheritdoc/>
    public IDisposable? WhenWork(Action call) => run.WhenWork(call);

    protected override void CallHelpers() => run.CallHelpers();

    /// <inheritdoc/>
    public IObserver<T> Watched<T>(IObserver<T> cursor) => port.Watch?.WatchSource(cursor) ?? cursor;

    /// <inheritdoc/>
    public abstract int More(int taken);

    void IThreadPoolWorkItem.Execute()
    {
        using var entry = port.BorrowsThreads ? new RunEntry(run) : null;
        Execute();
    }

    void ISourceHost.Defer(Action action) => Defer(() =>
    {
        using var entry = new RunEntry(run, deferredOn: port);
        action();
    });

    /// <summary>Participates in one step on the calling thread, where blocking it could stop the segment.</summary>
    public bool TryHelpHere()
    {
        if (!HasBegun)
            return false;   // it is known to the run before it is complete
        // Where the scheduler has no threads, what was deferred may be behind what this thread does now, and needed for it.
        if (port.BorrowsThreads && RunDeferred())
            return true;
        var inPlace = port.MayParticipate && (port.BorrowsThreads || CurrentWorker.Owner is not null || run.IsWaiter);
        if (!(inPlace || RunEntry.IsDeferredOn(run, port)) || !TryEnter())
            return false;
        using var entry = port.BorrowsThreads ? new RunEntry(run) : null;
        if (!Step())
            return false;
        Leave();
        return true;
    }

    /// <summary>Sees to it that the state of a stage at the merge ends with the segment, as that of its lanes does.</summary>
    public abstract void Own(MergeLaneHost host);

    /// <summary>Delivers what is due, if the merge had to stop for want of room.</summary>
    public abstract void Credit();

    /// <summary>The same on the scheduler, soon.</summary>
    public void CreditSoon() => EnqueueOutside(new CreditWork(this));

    /// <summary>Ends the stream here, with an error or silently.</summary>
    public abstract void Cancel(Exception? error);

    /// <inheritdoc/>
    public abstract Exception? Recycle(Lane lane);

    /// <inheritdoc/>
    public abstract Exception? Close(bool failed);

    /// <inheritdoc/>
    public abstract void Finished();

    /// <summary>Ends the stream here silently, for the segment that reads it and is being closed itself.</summary>
    /// <exception cref="Exception">What closing threw, if it is over on return; otherwise that is reported.</exception>
    public void CancelByReader()
    {
        Volatile.Write(ref _unclosed, s_wanted);
        Cancel(null);
        if (Interlocked.Exchange(ref _unclosed, null) is Exception error)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }

    /// <inheritdoc/>
    public void CloseFailed(Exception error)
    {
        if (Interlocked.CompareExchange(ref _unclosed, error, s_wanted) != s_wanted)
            run.Report(error);
    }

    /// <summary>Begins reading, what is before it first: a source that pushes may deliver from now on.</summary>
    public void Begin()
    {
        using var entry = port.BorrowsThreads ? new RunEntry(run) : null;
        HasBegun = true;
        WaiterJoins = run.HasWaiter && MayParticipate;
        // Not a reader if others can: subscribing may take until it has read what is pushed meanwhile.
        WaiterDefers = WaiterJoins && (port.BorrowsThreads || !run.IsPulled);
        // Participants first: a source that pushes from inside its subscription waits for them when its queue is full. The
        // waiting thread finds by itself what there is to do.
        if (!WaiterJoins || !run.IsWaiter)
            Signal();
        try
        {
            BeginReading();
        }
        catch (Exception error) when (!run.IsSilenced)
        {
            run.Fail(error);   // otherwise it is the subscriber's, as is what an observer throws in the middle of its subscription
        }
    }

    /// <summary>Begins the cursor.</summary>
    protected abstract void BeginReading();

    protected override bool TryWakeWaiter() => run.TryCall();

    protected override void DeferredThrew(Exception error)
    {
        if (run.IsSilenced)
            Rethrow(error);
        else
            run.Fail(error);
    }

    /// <summary>Throws on the scheduler, so that its policy for unhandled exceptions applies.</summary>
    public void Rethrow(Exception error) => EnqueueOutside(new Thrower(error));

    protected override int Available => port.Workers;

    protected override bool MayGoOn => _queue.MayGoOn;

    /// <summary>A participant has worked.</summary>
    /// <param name="worked">How many elements it has finished in what time; 0 where that is to be told later.</param>
    /// <param name="cut">Why its batch had so many elements, where somebody wants to know.</param>
    protected void Report((int Elements, long Elapsed) worked, BatchDecision? cut)
    {
        if (worked.Elapsed > 0)
        {
            port.Load?.Worked(worked.Elements, worked.Elapsed);
            run.MakeWay();
        }
        if (cut is not null)
            port.Load!.Cut(cut.Value);
    }

    /// <summary>Whether others wait for a worker. Never where batches must not depend on when somebody looks.</summary>
    protected bool IsCrowded => port.MeasuresCost && _queue.HasWaiting;

    protected override void Enqueue(bool isNeeded = true)
    {
        if (_membership is null)
            Join();
        Enqueue(this, isNeeded: isNeeded);
    }

    /// <inheritdoc/>
    public bool IsAtWork => Present.Running > 0;

    /// <inheritdoc/>
    public abstract bool IsReading { get; }

    /// <inheritdoc/>
    public abstract long Claimed { get; }

    /// <inheritdoc/>
    public void CallMore()
    {
        if (!IsOver)
            Widen();
    }

    protected override void HasEntered() => port.Load?.Watch();

    /// <summary>From now on the scheduler can find the segment. One that never needs a worker does not pay for that.</summary>
    private void Join()
    {
        var entry = port.Members.Add(this);
        // Closing sets the flag, then looks for the entry; a locked instruction stands between in both.
        if (Interlocked.CompareExchange(ref _membership, entry, null) is not null || IsOver)
            port.Members.Remove(entry);
    }

    /// <summary>The segment is over: nobody needs to find it any more. The caller has made <see cref="Participants{TSync}.IsOver"/> true, and passed a fence.</summary>
    protected void LeavePort()
    {
        if (Volatile.Read(ref _membership) is { } entry)
            port.Members.Remove(entry);
    }

    protected override void EnqueueAgain() => Enqueue(this, again: true);

    protected override void EnqueueDeferred() => EnqueueOutside(new DeferredWork(this));

    /// <summary>Enqueues what must not be executed where the calling thread is now: inside the claim gate, or in the middle of a delivery.</summary>
    private void EnqueueOutside(IDroppableWork work)
    {
        if (!port.RunsInline || !RunEntry.TryPostpone(() => Enqueue(work), run))
            Enqueue(work);
    }

    /// <summary>Has the scheduler execute an item, or drop it.</summary>
    private void Enqueue(IDroppableWork work, bool again = false, bool isNeeded = true)
    {
        try
        {
            if (again)
                _queue.EnqueueAgain(work);
            else
                _queue.Enqueue(work);
        }
        catch (ObjectDisposedException disposed) when (isNeeded)
        {
            work.Dropped(disposed);
        }
        catch (Exception error) when (!isNeeded)
        {
            DropQueued();
            if (error is not ObjectDisposedException)
                throw;
        }
    }

    private sealed class CreditWork(Segment segment) : IDroppableWork
    {
        public void Execute()
        {
            using var entry = segment.BorrowsThreads ? new RunEntry(segment.Run) : null;
            segment.Credit();
        }

        public void Dropped(ObjectDisposedException reason) => segment.Run.Fail(reason);
    }

    private sealed class DeferredWork(Segment segment) : IDroppableWork
    {
        public void Execute() => segment.ExecuteDeferred();

        public void Dropped(ObjectDisposedException reason) => segment.Run.Fail(reason);
    }

    private sealed class Thrower(Exception error) : IDroppableWork
    {
        public void Execute() => System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);

        public void Dropped(ObjectDisposedException reason)
        {
            // With the scheduler its policy for unhandled exceptions is gone, too.
        }
    }
}
