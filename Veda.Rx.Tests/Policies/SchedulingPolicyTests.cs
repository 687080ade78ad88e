using Veda.Rx.Benchmarks.Policies;
using Xunit;

namespace Veda.Rx.Tests.Policies;

/// <summary>The ready-made policies but the default, under scripted loads.</summary>
public sealed class SchedulingPolicyTests
{
    private const int Processors = 8;

    [Fact]
    public void Fixed_and_deterministic_never_change_the_number()
    {
        foreach (var policy in new[] { SchedulingPolicy.Fixed, SchedulingPolicy.Deterministic })
        {
            var load = new ScriptedLoad(Processors, window => window % 2 == 0 ? WorkModel.Waiting(Processors, 0.9) : WorkModel.Nothing).Run(policy, 200);
            Assert.All(load.Workers, workers => Assert.Equal(Processors, workers));
        }
        Assert.True(SchedulingPolicy.Fixed.MeasuresCost);
        Assert.False(SchedulingPolicy.Deterministic.MeasuresCost);
    }

    [Fact]
    public void Energy_efficient_keeps_as_few_as_do_the_work_and_no_more_than_processors()
    {
        var load = new ScriptedLoad(Processors, window => WorkModel.Scarce(Processors, window < 200 ? 2.5 : 6)).Run(SchedulingPolicy.EnergyEfficient, 400);
        Assert.All(load.Workers[50..200], workers => Assert.InRange(workers, 3, 4));
        Assert.All(load.Workers[260..], workers => Assert.InRange(workers, 6, 7));
        Assert.InRange(load.AgainstBest(260), 0.95, 1);
        var waiting = new ScriptedLoad(Processors, _ => WorkModel.Waiting(Processors, 0.9)).Run(SchedulingPolicy.EnergyEfficient, 100);
        Assert.All(waiting.Workers, workers => Assert.InRange(workers, 1, Processors));
    }

    [Fact]
    public void Energy_efficient_takes_back_what_is_more_than_processors() =>
        Assert.Equal(Processors, SchedulingPolicy.EnergyEfficient.Decide(Full(workers: 20), new SchedulingDecision(20, "")).Workers);

    [Fact]
    public void Low_latency_has_workers_to_spare_while_actions_wait_and_gives_them_back()
    {
        var decision = SchedulingPolicy.LowLatency.Decide(Full(Processors), new SchedulingDecision(Processors, ""));
        Assert.Equal(2 * Processors, decision.Workers);
        for (var i = 0; i < 50; i++)
            decision = SchedulingPolicy.LowLatency.Decide(Full(decision.Workers), decision);
        Assert.Equal(2 * Processors, decision.Workers);
        for (var i = 0; i < 50; i++)
            decision = SchedulingPolicy.LowLatency.Decide(Full(decision.Workers) with { HasQueue = false, Busy = 2, ProcessorsUsed = 2 }, decision);
        Assert.Equal(Processors, decision.Workers);
    }

    [Fact]
    public void Low_latency_adapts_to_waiting_as_the_default_does() =>
        Assert.InRange(new ScriptedLoad(Processors, _ => WorkModel.Waiting(Processors, 0.9)).Run(SchedulingPolicy.LowLatency, 500).AgainstBest(60), 0.9, 1.0001);

    [Fact]
    public void Batches_are_small_for_latency_and_large_for_throughput()
    {
        ISchedulingPolicy[] bySize = [SchedulingPolicy.LowLatency, SchedulingPolicy.Adaptive, SchedulingPolicy.EnergyEfficient, SchedulingPolicy.HighThroughput];
        Assert.Equal([20, 100, 200, 400], bySize.Select(policy => policy.BatchCost.TotalMicroseconds));
        Assert.Equal(SchedulingPolicy.Adaptive.BatchCost, SchedulingPolicy.Fixed.BatchCost);
    }

    [Fact]
    public void The_same_load_gets_the_same_decision()
    {
        foreach (var policy in new[] { SchedulingPolicy.Adaptive, SchedulingPolicy.LowLatency, SchedulingPolicy.HighThroughput, SchedulingPolicy.EnergyEfficient })
        {
            var (first, second) = (Run(policy), Run(policy));
            Assert.Equal(first, second);
        }

        static List<string> Run(ISchedulingPolicy policy) =>
            new ScriptedLoad(Processors, window => WorkModel.Waiting(Processors, 0.9 * (window % 50) / 50)).Run(policy, 300).Reasons;
    }

    /// <summary>An attempt is judged by the window that is its reason, not by the faster work before it.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void More_workers_are_not_taken_back_since_other_work_was_faster(int computed)
    {
        var decision = new SchedulingDecision(Processors, "");
        for (var i = 0; i < 10; i++)
            decision = SchedulingPolicy.Adaptive.Decide(Full(decision.Workers) with { Completed = computed }, decision);
        var workers = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            workers.Add(decision.Workers);
            decision = SchedulingPolicy.Adaptive.Decide(Full(decision.Workers) with { Completed = 2 * decision.Workers, ProcessorsUsed = 0.02 * decision.Workers }, decision);
        }
        Assert.Equal(workers.Order(), workers);
        Assert.Equal(256, workers[^1]);
    }

    /// <summary>A run that ends in the middle of an attempt does not leave it to the next one.</summary>
    [Fact]
    public void An_attempt_ends_when_there_is_nothing_to_do()
    {
        var decision = new SchedulingDecision(Processors, "");
        while (decision.Workers == Processors)
            decision = SchedulingPolicy.Adaptive.Decide(Full(decision.Workers), decision);
        Assert.InRange(decision.Workers, 1, Processors - 1);
        decision = SchedulingPolicy.Adaptive.Decide(Full(decision.Workers) with { Busy = 0, ProcessorsUsed = 0, Completed = 0, HasQueue = false }, decision);
        Assert.Equal(Processors, decision.Workers);
        for (var i = 0; i < 16; i++)
        {
            decision = SchedulingPolicy.Adaptive.Decide(Full(decision.Workers), decision);
            Assert.Equal(Processors, decision.Workers);   // nor is it made again at once
        }
    }

    private static LoadStatistics Full(int workers) => new()
    {
        Window = TimeSpan.FromMilliseconds(5),
        Workers = workers,
        MinWorkers = 1,
        MaxWorkers = 256,
        Processors = Processors,
        Busy = workers,
        ProcessorsUsed = Processors,
        Blocked = 0,
        HasQueue = true,
        Completed = 10_000,
    };
}
