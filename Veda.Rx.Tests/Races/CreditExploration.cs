using Veda.Rx.Internal;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>
/// Participants, claim gate and merge together: a claimer that finds the window full, or a lane that is suspended, is called
/// back when the merge has delivered, whoever does the delivering.
/// </summary>
public class CreditExploration
{
    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(2, 3, 2)]
    public void A_claimer_that_found_the_window_full_is_called_back(int window, int batches, int preemptions) =>
        Scenario.Holds(preemptions, () => WithReader<SimSync>(window, batches));

    [Theory(Explicit = true)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [Trait("Category", "Long")]
    public void A_claimer_that_found_the_window_full_is_called_back_within_three_preemptions(int window, int batches) =>
        Scenario.Holds(3, () => WithReader<SimSync>(window, batches));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_suspended_lane_is_resumed_when_its_results_are_delivered(bool ordered) =>
        Scenario.Holds(2, () => WithReader<SimSync>(window: 2, batches: 2, suspensions: 1, ordered));

    [Fact]
    public void Two_claimers_share_the_window_and_one_suspends() =>
        Scenario.Holds(1, () => TwoWorkers<SimSync>(window: 1, batches: 2, suspensions: 1));

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Two_claimers_share_the_window_and_one_suspends_within_two_preemptions() =>
        Scenario.Holds(2, () => TwoWorkers<SimSync>(window: 1, batches: 2, suspensions: 1));

    [Fact]
    public void Two_claimers_that_refuse_each_other_leave_nothing_unclaimed() =>
        Scenario.Holds(2, () => TwoWorkers<SimSync>(window: 2, batches: 2, suspensions: 0));

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Two_claimers_that_refuse_each_other_leave_none_of_three_unclaimed() =>
        Scenario.Holds(2, () => TwoWorkers<SimSync>(window: 2, batches: 3, suspensions: 0));

    [Fact]
    public void Exploration_finds_the_claimer_that_is_not_called_back_when_the_fence_is_missing() =>
        WindowExploration.Finds("stranded", () => WithReader<SimSyncWithoutFence>(window: 2, batches: 3));

    [Fact]
    public void Exploration_finds_the_claimer_that_is_not_called_back_when_the_merge_does_not_signal() =>
        WindowExploration.Finds("stranded", () => WithReader<SimSync>(window: 1, batches: 2, deaf: true));

    [Fact]
    public void Exploration_finds_the_suspended_lane_that_nobody_resumes_when_the_merge_does_not_signal() =>
        WindowExploration.Finds("stranded", () => WithReader<SimSync>(window: 2, batches: 1, suspensions: 1, deaf: true));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_claimer_that_found_no_memory_is_called_back_by_its_own_delivery(int batches) =>
        Scenario.Holds(2, () => WithoutMemory<SimSync>(workers: 1, batches));

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Two_claimers_that_found_no_memory_are_called_back_by_their_own_deliveries() =>
        Scenario.Holds(2, () => WithoutMemory<SimSync>(workers: 2, batches: 3));

    [Fact]
    public void Exploration_finds_the_claimer_without_memory_that_is_not_called_back_when_the_fences_are_missing() =>
        WindowExploration.Finds("stranded", () => WithoutMemory<SimSyncWithoutFence>(workers: 1, batches: 3));

    [Fact]
    public void Exploration_finds_the_claimer_without_memory_that_is_not_called_back_when_the_merge_does_not_signal() =>
        WindowExploration.Finds("stranded", () => WithoutMemory<SimSync>(workers: 1, batches: 2, deaf: true));

    /// <summary>Others hold all memory, for ever; a reader makes room at some moment, and then delivers.</summary>
    private static Scenario WithoutMemory<TSync>(int workers, int batches, bool deaf = false) where TSync : struct, ISync
    {
        var pool = new SimPool(workers);
        var probe = new NarrowProbe<TSync>(batchWindow: 4, window: 4);
        var memory = new MemoryShare(new MemoryBudget(0), bytesEach: 1, min: 1, max: 1);
        var segment = new SimSegment<TSync>(pool.Enqueue, workers, batches) { Probe = probe, Memory = memory };
        if (!deaf)
            probe.Signalled = segment.Signal;
        var merge = segment.Merge;
        for (var i = 0; i < workers; i++)
            segment.Signal();
        return new Scenario([() =>
        {
            probe.Allow(batches);
            merge.Pump();
        }, .. pool.Workers], segment.AtRest);
    }

    /// <summary>One worker, and a reader that makes room for everything at some moment: then it is the reader who delivers.</summary>
    private static Scenario WithReader<TSync>(int window, int batches, int suspensions = 0, bool ordered = true, bool deaf = false)
        where TSync : struct, ISync
    {
        var pool = new SimPool(1);
        var probe = new NarrowProbe<TSync>(batchWindow: 4, window);
        var segment = new SimSegment<TSync>(pool.Enqueue, 1, batches, suspensions, ordered) { Probe = probe };
        if (!deaf)
            probe.Signalled = segment.Signal;
        var merge = segment.Merge;
        segment.Signal();
        return new Scenario([() =>
        {
            probe.Allow(batches * (suspensions + 1));
            merge.Pump();
        }, .. pool.Workers], segment.AtRest);
    }

    private static Scenario TwoWorkers<TSync>(int window, int batches, int suspensions) where TSync : struct, ISync
    {
        var pool = new SimPool(2);
        var probe = new MergeProbe(batchWindow: 4, window);
        var segment = new SimSegment<TSync>(pool.Enqueue, 2, batches, suspensions) { Probe = probe };
        probe.Signalled = segment.Signal;
        _ = segment.Merge;
        segment.Signal();
        segment.Signal();
        return new Scenario(pool.Workers, segment.AtRest);
    }
}
