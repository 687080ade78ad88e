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
            foreach (var kind in new[] { "computing", "waiting 20 %", "waiting 50 %", "waiting 90 %", "waiting 99 %", "contended a little", "contended much", "locked", "locked in part", "scarce" })
                data.Add(kind, processors);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Steady))]
    public void Settles_within_a_tenth_of_the_best_fixed_number(string kind, int processors)
    {
        var total = 0.0;
        for (var seed = 1; seed <= Seeds; seed++)
            total += new ScriptedLoad(processors, _ => Model(kind, processors)).Run(SchedulingPolicy.Adaptive, 500, seed).AgainstBest(Settling);
        Assert.InRange(total / Seeds, 0.9, 1.0001);
    }

    [Theory]
    [MemberData(nameof(Steady))]
    public void Does_not_oscillate_once_it_has_settled(string kind, int processors)
    {
        var changes = 0;
        for (var seed = 1; seed <= Seeds; seed++)
            changes += new ScriptedLoad(processors, _ => Model(kind, processors)).Run(SchedulingPolicy.Adaptive, 500, seed).Changes(Settling);
        Assert.InRange((double)changes / Seeds, 0, 12);   // there and back again, ever more rarely, to see whether another number is better
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(64)]
    public void Follows_a_step_from_computing_to_waiting_and_back(int processors)
    {
        var (computing, waiting) = (WorkModel.Computing(processors), WorkModel.Waiting(processors, 0.9));
        var load = new ScriptedLoad(processors, window => window is >= 200 and < 400 ? waiting : computing).Run(SchedulingPolicy.Adaptive, 600);
        Assert.InRange(load.Workers[200 + Settling], Math.Min(7 * processors, ScriptedLoad.MaxWorkers), ScriptedLoad.MaxWorkers);
        Assert.InRange(load.Workers[400 + Settling], processors * 3 / 4, 2 * processors);
        Assert.InRange(load.AgainstBest(), 0.9, 2);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Follows_a_sawtooth_of_waiting(int processors) =>
        AtLeastAsGoodAsFixed(processors, window => WorkModel.Waiting(processors, 0.95 * (window % 100) / 100));

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Keeps_up_with_bursts(int processors) =>
        AtLeastAsGoodAsFixed(processors, window => window % 20 < 10 ? WorkModel.Waiting(processors, 0.8) : WorkModel.Nothing);

    [Theory]
    [InlineData(2, 60)]
    [InlineData(8, 60)]
    [InlineData(8, 20)]
    public void Keeps_up_with_work_that_waits_and_computes_in_turns(int processors, int period) =>
        AtLeastAsGoodAsFixed(processors, window => window / period % 2 == 0 ? WorkModel.Waiting(processors, 0.9) : WorkModel.Computing(processors));

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
    public void Loses_little_to_work_that_is_worse_wherever_it_goes()
    {
        const int Processors = 8;
        var home = WorkModel.Computing(Processors);
        var trap = new WorkModel(workers => home.Throughput(workers) * (workers == Processors ? 1 : 0.5), workers => workers == Processors ? 4 : Math.Min(workers, 8));
        Assert.InRange(new ScriptedLoad(Processors, _ => trap).Run(SchedulingPolicy.Adaptive, 500).AgainstBest(Settling), 0.9, 1.0001);
    }

    private static void AtLeastAsGoodAsFixed(int processors, Func<int, WorkModel> script)
    {
        var total = 0.0;
        for (var seed = 1; seed <= Seeds; seed++)
            total += new ScriptedLoad(processors, script).Run(SchedulingPolicy.Adaptive, 600, seed).AgainstBest(Settling);
        Assert.InRange(total / Seeds, 0.9, 2);
    }

    private static WorkModel Model(string kind, int processors) => kind switch
    {
        "computing" => WorkModel.Computing(processors),
        "waiting 20 %" => WorkModel.Waiting(processors, 0.2),
        "waiting 50 %" => WorkModel.Waiting(processors, 0.5),
        "waiting 90 %" => WorkModel.Waiting(processors, 0.9),
        "waiting 99 %" => WorkModel.Waiting(processors, 0.99),
        "contended a little" => WorkModel.Contended(processors, 0.02, 0.0005),
        "contended much" => WorkModel.Contended(processors, 0.3, 0.1),
        "locked" => WorkModel.Locked(processors, 0.9),
        "locked in part" => WorkModel.Locked(processors, 0.25),
        _ => WorkModel.Scarce(processors, 0.7 * processors),
    };
}
