using Veda.Rx.Internal;
using Veda.Rx.Merging;

namespace Veda.Rx.Tests.Races;

/// <summary>The real participants, claim gate and merge, put together as a segment does it, around a source of so many batches of one element.</summary>
/// <param name="enqueue">Has something executed once, soon.</param>
/// <param name="parallelism">The most at once.</param>
/// <param name="batches">How many batches the source has.</param>
/// <param name="suspensions">How often each lane is suspended.</param>
/// <param name="ordered">Whether the merge keeps the order.</param>
internal sealed class SimSegment<TSync>(Action<Action> enqueue, int parallelism, int batches, int suspensions = 0, bool ordered = true)
    : Participants<TSync>(parallelism) where TSync : struct, ISync
{
    private ClaimGate<TSync> _gate;
    private long _claimed;   // under the gate
    private Merge<TSync>? _merge;

    /// <summary>What the merge delivers to; its signals come here.</summary>
    public required MergeProbe Probe { get; init; }

    /// <summary>What bounds results in flight.</summary>
    public MemoryShare? Memory { get; init; }

    /// <summary>Created for a probe that does not know this segment yet.</summary>
    public Merge<TSync> Merge => _merge ??= new Merge<TSync>(Probe, Probe, ordered, Memory);

    public string? AtRest()
    {
        if (Probe.Verdict(batches, ordered, parts: suspensions + 1) is { } broken)
            return broken;
        var counts = SimWork<TSync>.Counts(this);
        return counts is (0, 0, 0) ? null : $"at rest with {counts.Running} running and {counts.Queued} queued, and {counts.Stale} executions without a place";
    }

    protected override void Enqueue(bool isNeeded = true) => enqueue(Execute);

    protected override void EnqueueDeferred() => enqueue(ExecuteDeferred);

    protected override bool TryWakeWaiter() => false;

    protected override void DeferredThrew(Exception error) => Probe.Complain(error.Message);

    protected override bool TryWork()
    {
        var lane = (SimLane?)Merge.TakeResumable() ?? TryClaim();
        if (lane is null)
            return false;
        lane.Advance();
        Merge.Post(lane);
        return true;
    }

    private SimLane? TryClaim()
    {
        if (!_gate.TryEnter(this))
            return null;
        SimLane? lane = null;
        if (_claimed < batches && Merge.HasCredit)
        {
            lane = new SimLane((int)_claimed++, suspensions) { Number = Merge.Admit(1) };
            if (_claimed == batches)
                Merge.Seal();
        }
        if (_gate.Exit(this))
            Signal();
        return lane;
    }
}
