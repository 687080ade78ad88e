using Veda.Rx.Benchmarks.Policies;
using Xunit;

namespace Veda.Rx.Tests.Policies;

/// <summary>The default policy under scripted loads: close to the best fixed number of workers once it has settled, steady then, and always within bounds.</summary>
public sealed class AdaptivePolicyTests
{
    /// <summary>Windows after which it has settled, as docs/scheduler.md says.</summary>
    private const int Settling = 60;

    private const int Seeds = 20;

    public static TheoryData<string, int> Steady()
    {
        var data = new TheoryData<string, int>();
        foreach (var processors in new[] { 2, 8, 64 })
        {
            foreach (var script in Scripts.Steady(processors))
                data.Add(script.Name, processors);
        }
        return data;
    }

    public static TheoryData<int, double, bool> Clocks() => new MatrixTheoryData<int, double, bool>([2, 16], [0, 1, 4, 10, 15.625], [false, true]);

    [Theory]
    [MemberData(nameof(Steady))]
    public void Settles_within_a_tenth_of_the_best_fixed_number_and_does_not_oscillate_then(string name, int processors)
    {
        var (total, changes) = (0.0, 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var load = Run(Named(name, processors), processors, seed);
            total += load.AgainstBest(Settling);
            changes += load.Changes(Settling);
        }
        Assert.InRange(total / Seeds, 0.9, 1.0001);
        Assert.InRange((double)changes / Seeds, 0, 12);   // there and back again, ever more rarely, to see whether another number is better
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(64)]
    public void Follows_a_step_from_computing_to_waiting_and_back(int processors)
    {
        var load = Run(Scripts.Step(processors), processors);
        Assert.InRange(load.Workers[200 + Settling], Math.Min(7 * processors, ScriptedLoad.MaxWorkers), ScriptedLoad.MaxWorkers);
        Assert.InRange(load.Workers[400 + Settling], processors * 3 / 4, 2 * processors);
        Assert.InRange(load.AgainstBest(), 0.9, 2);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Follows_a_sawtooth_of_waiting(int processors) => AtLeastAsGoodAsFixed(Scripts.Sawtooth(processors), processors);

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Keeps_up_with_bursts(int processors) => AtLeastAsGoodAsFixed(Scripts.Bursts(processors), processors);

    [Theory]
    [InlineData(2, 60)]
    [InlineData(8, 60)]
    [InlineData(8, 20)]
    public void Keeps_up_with_work_that_waits_and_computes_in_turns(int processors, int period) =>
        AtLeastAsGoodAsFixed(Scripts.Turns(processors, period), processors);

    /// <summary>Threads that spin never stop, and their time is added at ticks alone.</summary>
    [Theory]
    [InlineData("contended-little", 8)]
    [InlineData("contended-much", 8)]
    [InlineData("contended-much", 16)]
    public void Does_not_oscillate_either_where_processor_time_is_added_at_ticks(string name, int processors)
    {
        var (total, changes) = (0.0, 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var load = new ScriptedLoad(processors, Named(name, processors).At) { Tick = TimeSpan.FromMilliseconds(4) }.Run(SchedulingPolicy.Adaptive, 500, seed);
            total += load.AgainstBest(Settling);
            changes += load.Changes(Settling);
        }
        Assert.InRange(total / Seeds, 0.9, 1.0001);
        Assert.InRange((double)changes / Seeds, 0, 12);
    }

    [Theory]
    [InlineData(8, 30, 10)]
    [InlineData(16, 30, 10)]
    [InlineData(8, 6, 1)]
    [InlineData(16, 6, 1)]
    [InlineData(16, 11, 1)]
    public void Keeps_the_number_that_contended_work_wants_over_pauses(int processors, int working, int resting)
    {
        var (work, rest) = (WorkModel.Contended(processors, 0.3, 0.1), WorkModel.Scarce(processors, 0.2));
        var total = 0.0;
        for (var seed = 1; seed <= Seeds; seed++)
            total += new ScriptedLoad(processors, window => window % (working + resting) < working ? work : rest).Run(SchedulingPolicy.Adaptive, 1_200, seed).AgainstBest(Settling);
        Assert.InRange(total / Seeds, 0.9, 1.1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(16)]
    public void Does_not_try_fewer_again_and_again_where_elements_that_wait_cost_now_more_now_less(int processors)
    {
        var dear = WorkModel.Waiting(processors, 0.9);
        var cheap = dear with { Throughput = workers => 3 * dear.Throughput(workers) };
        var total = 0.0;
        for (var seed = 1; seed <= Seeds; seed++)
            total += new ScriptedLoad(processors, window => window / 6 % 2 == 0 ? dear : cheap).Run(SchedulingPolicy.Adaptive, 1_200, seed).AgainstBest(Settling);
        Assert.InRange(total / Seeds, 0.9, 1.0001);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Comes_back_from_two_workers_when_work_with_a_lock_becomes_work_without(int processors)
    {
        var total = 0.0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var load = new ScriptedLoad(processors, window => window < 300 ? WorkModel.Locked(processors, 0.9) : WorkModel.Computing(processors)) { Tick = TimeSpan.FromMilliseconds(10) };
            total += load.Run(SchedulingPolicy.Adaptive, 840, seed).AgainstBest([.. Enumerable.Range(300, 540)]);
        }
        Assert.InRange(total / Seeds, 0.9, 1.0001);
    }

    [Theory]
    [MemberData(nameof(Clocks))]
    public void Never_adds_workers_to_work_that_computes_however_coarse_the_clock_of_processor_time(int processors, double tickMs, bool rests)
    {
        var work = WorkModel.Computing(processors);
        var end = WorkModel.Scarce(processors, 0.3 * processors);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var load = new ScriptedLoad(processors, window => rests && window % 7 == 6 ? end : work) { Tick = TimeSpan.FromMilliseconds(tickMs) }.Run(SchedulingPolicy.Adaptive, 500, seed);
            Assert.InRange(load.Workers.Max(), processors, processors);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(64)]
    public void Gives_an_attempt_with_fewer_up_after_one_window_where_nobody_is_in_anybodys_way(int processors)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var load = Run(Named("computing", processors), processors, seed);
            Assert.All(load.Workers.Zip(load.Workers.Skip(1)), pair => Assert.True(pair.First == processors || pair.Second == processors, $"{pair.First}, then {pair.Second} workers"));
            Assert.InRange(load.Changes(0), 2, 10);
        }
    }

    [Fact]
    public void Is_back_at_the_number_of_processors_when_work_that_wanted_fewer_is_over()
    {
        const int Processors = 8;
        var locked = WorkModel.Locked(Processors, 0.9);
        var little = WorkModel.Scarce(Processors, 0.2);
        var load = new ScriptedLoad(Processors, window => window < 300 ? locked : little).Run(SchedulingPolicy.Adaptive, 500);
        Assert.InRange(load.Workers[299], 1, 3);
        Assert.Equal(Processors, load.Workers[499]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(64)]
    public void Keeps_its_bounds_and_its_head_when_nothing_makes_sense(int processors)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var chaos = new WorkModel(_ => 1e6 * random.NextDouble(), workers => workers * random.NextDouble(), workers => workers * random.NextDouble());
            var load = new ScriptedLoad(processors, _ => chaos, noise: 0.9) { MinWorkers = 2 }.Run(SchedulingPolicy.Adaptive, 1_000, seed);
            Assert.All(load.Workers, workers => Assert.InRange(workers, 2, ScriptedLoad.MaxWorkers));
        }
    }

    /// <summary>Each number of workers looks best until it is tried.</summary>
    [Fact]
    public void Loses_little_to_work_that_is_worse_wherever_it_goes() =>
        Assert.InRange(Run(Scripts.Trap(processors: 8), processors: 8).AgainstBest(Settling), 0.9, 1.0001);

    private static void AtLeastAsGoodAsFixed(Script script, int processors)
    {
        var total = 0.0;
        for (var seed = 1; seed <= Seeds; seed++)
            total += Run(script, processors, seed).AgainstBest(Settling);
        Assert.InRange(total / Seeds, 0.9, 2);
    }

    private static ScriptedLoad Run(Script script, int processors, int seed = 1) =>
        new ScriptedLoad(processors, script.At).Run(SchedulingPolicy.Adaptive, script.Windows, seed);

    private static Script Named(string name, int processors) => Scripts.Steady(processors).Single(script => script.Name == name);
}
