using Veda.Rx.Batching;
using Veda.Rx.Fusion;
using Veda.Rx.Internal;
using Veda.Rx.Merging;
using Veda.Rx.Scheduling;
using Veda.Rx.Sinks;
using Veda.Rx.Sources;

namespace Veda.Rx;

/// <summary>The work of a segment: what a participant does in one step. Read <see cref="TryWork"/> first.</summary>
internal sealed partial class Segment<T> : Segment, ILaneHost
{
    /// <summary>How often a paused lane goes on in the same step: its pauses are short next to a scheduled action.</summary>
    private const int TurnsAtOnce = 8;

    private readonly IFlow _flow;
    private readonly BufferPool _buffers;
    private readonly Merge<RealSync> _merge;
    private BatchSizer _sizer;
    private readonly SourceCursor<T> _cursor;
    private FreeList<Lane<T>, RealSync> _idle;
    private LanesAside? _aside;        // created by the first that stops
    private SharedState _shared;

    private Lane<T>? _made;            // the latest lane that was made, and through it all of them, for who looks; under the gate, and let go when the run is over
    private long _arrived;             // mark of the cost model at the beginning of the last claim that found something; under the gate

    private ClaimGate<RealSync> _gate;
    private Lane<T>? _claiming;        // the lane that a claim is for; under the gate
    private bool _isPulled;            // whether that claim reads element by element; under the gate
    private bool _cursorDisposed;      // under the gate
    private volatile int _closer;      // the id of the thread that disposes of the cursor now; 0 for none. Under the gate
    private volatile bool _closed;     // nothing more is to be claimed
    private bool _failed;              // whether that is so for an error. Written before _closed

    public Segment(PipelineRun run, StreamSettings settings, Flow<T> first, IFlow last, Sink sink)
        : base(run, settings.Port, settings.Parallelism)
    {
        _flow = last;
        _buffers = settings.Buffers;
        var (min, max) = (settings.MinBatch ?? Port.MinBatch, settings.MaxBatch ?? Port.MaxBatch);
        var memory = sink.BytesEach > 0 && Port.Memory is { } budget ? new MemoryShare(budget, sink.BytesEach, min, max) : null;
        _merge = new Merge<RealSync>(sink, this, settings.Ordered, memory);
        // Elements that may not be needed are worth no early help.
        var told = !sink.Cautious && Port.Costs is { IsEmpty: false } costs ? costs.Of(Code) : 0;
        _sizer = new BatchSizer(min, max, sink.Cautious, Port.BatchCost, told);
        run.Add(this);
        _cursor = first.Read(run, settings, this);
    }

    private LanesAside Aside => LazyInitializer.EnsureInitialized(ref _aside);

    protected override bool TryWork()
    {
        var logBegan = Port.LogClock?.Begin() ?? 0;
        BatchDecision? cut = null;
        var lane = (Lane<T>?)(_merge.TakeResumable() ?? Volatile.Read(ref _aside)?.TakePaused());
        if (lane is not null)
            GoOn(lane);
        else if ((lane = TryClaim(out var skipped, out cut)) is null)
            return skipped || TryReadAhead();
        var goesOn = Advance(lane);
        if (Port.LogClock is { } clock)
            Port.Log!.Worked(lane.First, lane.Elements, clock.Since(logBegan, lane.Elements));   // first, since a simulated thread may be interrupted below
        var spent = Port.Cost.Since(lane.StepBegan, lane.Elements);
        lane.Spent += spent;
        if (lane.Suspended && lane.Live > 0)
        {
            lane.IsCounted = true;
            Aside.Stop();
        }
        var report = lane.Worked(lane.Suspended ? 0 : lane.Elements, spent);
        if (goesOn)
        {
            var aside = Aside;
            if (lane.Awaited is { } awaited)
                Sleep(lane, awaited, aside);
            else
                Pause(lane, aside);
            Report(report, cut);
            return true;
        }
        _sizer.Record(lane.Spent, lane.Elements);
        _merge.Post(lane);   // whose lane it is from now on
        Report(report, cut);
        return true;
    }

    /// <summary>What there is to do for claims to come.</summary>
    private bool TryReadAhead()
    {
        try
        {
            return !_closed && _cursor.TryReadAhead();
        }
        catch (Exception error)
        {
            Run.Fail(error);   // nobody knows what is missing now
            return false;
        }
    }

    /// <summary>Runs a lane until its batch is over, or the merge should have what it holds.</summary>
    /// <returns>Whether it is neither: the batch goes on in another step, when it can, and behind what others have to do on this thread.</returns>
    private bool Advance(Lane lane)
    {
        for (var turn = 0; turn < TurnsAtOnce; turn++)
        {
            lane.IsAdvancing = true;
            lane.Advance();
            lane.IsAdvancing = false;
            if (!lane.Paused || _merge.IsDue(lane))
                return false;
            if (lane.Awaited is not null)
                return !lane.Outlet.HasPending;
        }
        return true;
    }

    private void Pause(Lane lane, LanesAside aside)
    {
        aside.Pause(lane);
        if (_closed)
            DropAside();
    }

    /// <summary>The lane waits without a thread: for what it awaits, or for the end of the run.</summary>
    private void Sleep(Lane lane, IReadiness awaited, LanesAside aside)
    {
        lane.StepBegan = Port.Cost.Begin();
        aside.Sleep(lane);
        if (_closed)
            DropAside();
        else
            awaited.WhenReady(() => Rouse(lane, aside));
    }

    /// <summary>What the lane waits for is ready. Or the call is late and the lane sleeps for something else by now: then it looks, and sleeps on.</summary>
    private void Rouse(Lane lane, LanesAside aside)
    {
        if (!aside.TryWake(lane))
            return;
        // Batches should be small where elements take long, on whichever thread; but an idle hour is not a dear element.
        lane.Spent += Math.Min(Port.Cost.Since(lane.StepBegan, 0), _sizer.LongStep);
        Pause(lane, aside);
        // The caller is in the middle of a delivery inside the run that the lane waits for. A scheduler that runs inline would
        // work on this run there, and what an observer throws would be taken for an error of that one.
        if (!Port.RunsInline || !RunEntry.TryPostpone(Signal))
            Signal();
    }

    /// <summary>A piece of work on a lane begins.</summary>
    private void Begin(Lane lane)
    {
        lane.StepBegan = Port.Cost.Begin();
        lane.Thread = Environment.CurrentManagedThreadId;
    }

    /// <summary>A lane goes on. If it was the one too many that had stopped, there may be something to claim again.</summary>
    private void GoOn(Lane lane)
    {
        Begin(lane);
        if (!lane.IsCounted)
            return;
        lane.IsCounted = false;
        if (Aside.GoOn() == Parallelism - 1)
            Signal();
    }

    /// <summary>Takes the next batch from the source, unless another participant is reading it or there is no credit.</summary>
    /// <param name="skipped">Whether the source has passed over elements instead.</param>
    /// <param name="cut">Why the batch has so many elements, where somebody wants to know.</param>
    private Lane<T>? TryClaim(out bool skipped, out BatchDecision? cut)
    {
        (skipped, cut) = (false, null);
        if (_closed || !_gate.TryEnter(this))
            return null;
        Lane<T>? claimed = null;
        var ended = _merge.IsSealed;
        var helpIsWorthwhile = false;
        try
        {
            // As many may have stopped as may work: reading on would open more and more live sequences.
            if (!_closed && !ended && _merge.HasCredit && (Volatile.Read(ref _aside)?.Stopped ?? 0) < Parallelism)
            {
                claimed = Claim(out skipped, out cut);
                helpIsWorthwhile = claimed is not null && !_merge.IsSealed && _sizer.IsHelpWorthwhile(_cursor.Remaining);
            }
            ended = _merge.IsSealed && !ended;
        }
        finally
        {
            var wanted = _gate.Exit(this);
            if (_closed && DisposeCursor() is { } unclosed && !_failed)
                Run.Report(unclosed);   // as where nobody was reading: the error that has ended the run counts
            if (wanted || helpIsWorthwhile)
                Signal();
        }
        if (ended && claimed is null)
            _merge.Pump();   // everything may have been delivered already
        return claimed;
    }

    private Lane<T>? Claim(out bool skipped, out BatchDecision? cut)
    {
        (skipped, cut) = (false, null);
        var lane = _idle.Take(this) ?? MakeLane();
        var batch = lane.Batch;
        Begin(lane);
        (_claiming, _isPulled) = (lane, false);
        switch (TryClaim(batch, out var asked, out var reason))
        {
            case Sources.Claim.Taken:
                if (_isPulled)
                    _sizer.Claimed(Port.Cost.Since(lane.StepBegan, 0));
                if (Port.Load is { WatchesBatches: true })
                    cut = new(_merge.ClaimedElements, asked, TimeSpan.FromMicroseconds(_sizer.ElementCost / 1000), reason);
                _arrived = lane.StepBegan;
                lane.Number = _merge.Admit(batch.Count);
                if (batch.Error is not null || _cursor.Remaining == 0)
                    _merge.Seal();
                return lane;
            case Sources.Claim.Ended:
                _merge.Seal();
                break;
            case Sources.Claim.Skipped:
                skipped = true;
                break;
        }
        Run.Report(Recycle(lane));
        return null;
    }

    private Lane<T> MakeLane()
    {
        var lane = new Lane<T>(this, _cursor) { Earlier = _made };
        lane.Head = (Folder<T>)_flow.Bind(lane, _merge.Sink, out var outlet);
        lane.Outlet = outlet;
        return _made = lane;
    }

    private Claim TryClaim(Batch<T> batch, out int asked, out BatchReason reason)
    {
        (asked, reason) = (0, default);
        if (_merge.Memory is { } memory)
            _sizer.Most = memory.BatchLimit(Parallelism);   // workers may have become more
        try
        {
            asked = _sizer.Next(_merge.ClaimedElements, _cursor.Remaining, Parallelism, IsCrowded, out reason);
            return _cursor.TryClaim(batch, asked);
        }
        catch (Exception error)
        {
            // Such as that of a first stream that cannot be closed before the second is begun.
            (batch.Position, batch.Count, batch.Error) = (_merge.ClaimedElements, 0, error);
            return Sources.Claim.Taken;
        }
    }

    /// <inheritdoc/>
    public override int More(int taken)
    {
        _isPulled = true;
        return _closed ? 0 : _sizer.More(taken, Port.Cost.Since(_claiming!.StepBegan, taken));
    }

    BufferPool ILaneHost.Buffers => _buffers;

    MemoryBudget? ILaneHost.Memory => Port.Memory;

    bool ILaneHost.IsStopped => _shared.IsDisposed;

    bool ILaneHost.IsLong(long began) => Port.Cost.Since(began, 0) > _sizer.LongStep;

    TState ILaneHost.Shared<TState>(object place, object stage, Func<TState> create) => _shared.Get(this, (place, stage), create);

    protected override void BeginReading()
    {
        if (!_closed)   // by a token that was cancelled before
            _cursor.Begin();
    }

    public override void Own(MergeLaneHost host) => _shared.Get(this, (host, host), () => host);

    public override void Credit() => _merge.Pump();

    public override void Cancel(Exception? error) => _merge.Cancel(error);

    public override void Finished() => Run.Finished(this);

    protected override bool IsOver => _closed;

    public override bool IsReading => _gate.IsHeld(this);

    public override long Claimed => _merge.ClaimedElements;

    public override Exception? Recycle(Lane lane)
    {
        Exception? unclosed = null;
        try
        {
            lane.Reset();
        }
        catch (Exception error)
        {
            unclosed = error;   // an abandoned inner sequence that cannot be disposed of
        }
        _idle.Add(this, (Lane<T>)lane);
        var unreleased = _closed ? ReleaseIdle() : null;
        return unclosed ?? unreleased;
    }

    /// <summary>Gives the buffers of idle lanes back; the run is over, or the lane that has just become idle was the last to notice.</summary>
    /// <returns>The first exception that this threw, or null.</returns>
    private Exception? ReleaseIdle()
    {
        Exception? unreleased = null;
        while (_idle.Take(this) is { } lane)
        {
            try
            {
                lane.Release();
            }
            catch (Exception error)
            {
                unreleased ??= error;
            }
        }
        return unreleased;
    }

    /// <summary>Gives lanes back that nobody goes on with: the run is over, and its scheduler may be, too.</summary>
    /// <remarks>
    /// What they hold lies behind the end, and so does what closing it throws. Closing sets the flag, then takes lanes; others
    /// add their lane, then look at the flag. A locked instruction stands between in both, so one of them sees the other.
    /// </remarks>
    private void DropAside()
    {
        while (Volatile.Read(ref _aside)?.TakeAny() is { } lane)
            Recycle(lane);
    }

    public override Exception? Close(bool failed)
    {
        _failed |= failed;
        _closed = true;
        var unread = DisposeCursor();
        // Behind the gate's locked instruction, or a lane could stay here with its buffers:
        //   closing                                      recycling
        //   _closed = true, still in the store buffer
        //   finds no idle lane                           adds its lane; _closed is false: leaves it
        var unreleased = ReleaseIdle();
        _made = null;
        DropAside();   // likewise
        LeavePort();
        LearnCost();
        var shared = _shared.Dispose(this);
        return unread ?? unreleased ?? shared;
    }

    private int Code => _flow.Code(_merge.Sink.GetType().GetHashCode());

    private void LearnCost()
    {
        if (_sizer.IsDear)
            Port.Costs?.Learn(Code, _sizer.ElementCost);
        else if (_sizer.IsDisappointed)
            Port.Costs?.Forget(Code);
    }

    /// <summary>Disposes the cursor once nobody reads it: now, or by whoever reads it now when it leaves the gate.</summary>
    /// <remarks>Closing sets the flag before it tries the gate; a reader looks at the flag after it has left the gate.</remarks>
    private Exception? DisposeCursor()
    {
        if (!_gate.TryEnter(this))
            return null;
        try
        {
            if (!_cursorDisposed)
            {
                _cursorDisposed = true;
                _closer = Environment.CurrentManagedThreadId;
                _cursor.Dispose();
            }
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
        finally
        {
            _closer = 0;
            _gate.Exit(this);
        }
    }
}
