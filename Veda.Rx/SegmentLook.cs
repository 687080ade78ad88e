using Veda.Rx.Batching;
using Veda.Rx.Merging;
using Veda.Rx.Scheduling;

namespace Veda.Rx;

/// <summary>How a segment looks to those who want to know why it does not end.</summary>
/// <remarks>Everything is read as it is, without the claim gate: figures may be of different moments, and a lane may be another batch's by the time that it is told.</remarks>
internal sealed partial class Segment<T>
{
    public override SegmentView? Look()
    {
        var closer = _closer;
        if (_closed && closer == 0)
            return null;
        var merge = _merge.Look();
        var (running, queued) = Present;
        return new()
        {
            Source = _cursor.GetType(),
            Side = _cursor.Side,
            Scheduler = Port.Name,
            Lacks = [.. Port.Lacks],
            HasBegun = HasBegun,
            HasEnded = merge.IsSealed,
            Position = _merge.ClaimedElements,
            Claimed = merge.Claimed,
            Delivered = merge.Delivered,
            Running = running,
            Queued = queued,
            Asleep = Volatile.Read(ref _aside)?.Asleep ?? 0,
            IsFull = merge.IsFull,
            Reader = merge.Reader,
            Closer = closer,
            IsPulled = Run.IsPulled && Run.IsFirst(this),
            IsBlocked = merge is { Current: not null, Drainer: 0 },
            Claiming = _gate.IsHeld(this) && Volatile.Read(ref _claiming) is { Thread: > 0 } claiming ? View(claiming, merge) : null,
            Delivering = merge.Drainer == 0 ? null : Delivering(merge),
            Advancing = [.. Lanes().Where(lane => lane is { IsAdvancing: true, Thread: > 0 }).OrderBy(lane => lane.Number).Select(lane => View(lane, merge))],
            Arrived = Volatile.Read(ref _arrived) is > 0 and var mark ? Elapsed(mark) : null,
        };
    }

    /// <summary>The thread that drains has been at it since its own lane's step began, at the longest; what another one delivers is not timed.</summary>
    private LaneView? Delivering(MergeView merge)
    {
        if (merge.Current is not { } lane)
            return null;
        var view = View(lane, merge);
        return view.Thread == merge.Drainer ? view : view with { Thread = merge.Drainer, Elapsed = null };
    }

    private IEnumerable<Lane> Lanes()
    {
        for (Lane? lane = Volatile.Read(ref _made); lane is not null; lane = lane.Earlier)
            yield return lane;
    }

    private LaneView View(Lane lane, MergeView merge) => new(lane.Number, lane.First, lane.Number == merge.Head, lane.Thread, Elapsed(lane.StepBegan));

    private TimeSpan? Elapsed(long mark) => Port.Cost is MeasuredCost clock ? TimeSpan.FromMicroseconds(clock.Since(mark, 0) / 1000) : null;
}
