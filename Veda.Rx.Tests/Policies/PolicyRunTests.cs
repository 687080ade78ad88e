using Veda.Rx.Benchmarks.Policies;
using Xunit;

namespace Veda.Rx.Tests.Policies;

/// <summary>The figures that <c>policies</c> prints and draws, of runs that can be worked out by hand.</summary>
public sealed class PolicyRunTests
{
    /// <summary>Two processors, and two workers at all times: all of what computing could do, a tenth of what waiting could.</summary>
    [Fact]
    public void Figures_are_those_of_each_phase()
    {
        var run = new PolicyRun(SchedulingPolicy.Fixed, Scripts.Step(processors: 2), processors: 2, seed: 1);
        Assert.Equal([new PhaseFigures("computing", 2, 2, 1), new PhaseFigures("waiting 90 %", 20, 2, 0.1)], run.Phases.Select(phase => phase with { Share = Math.Round(phase.Share, 9) }));
        Assert.Equal((600, 600, 600), (run.Workers.Count, run.BestAt.Count, run.ShareAt.Count));
        Assert.Equal((2, 20, 2), (run.BestAt[199], run.BestAt[200], run.BestAt[400]));
        Assert.Equal((1, 0.1), (run.ShareAt[199], Math.Round(run.ShareAt[200], 9)));
        Assert.Equal(0, run.Changes(0));
    }

    [Fact]
    public void Where_there_is_nothing_to_do_all_of_it_is_done()
    {
        var run = new PolicyRun(SchedulingPolicy.Fixed, new Script("rest", [new("nothing", 100, _ => WorkModel.Nothing)]), processors: 2, seed: 1);
        Assert.Equal(new PhaseFigures("nothing", 1, 2, 1), Assert.Single(run.Phases));
        Assert.Equal(1, run.Share);
    }

    [Fact]
    public void A_seed_gives_the_same_run_each_time()
    {
        var runs = Enumerable.Range(0, 2).Select(_ => new PolicyRun(SchedulingPolicy.Adaptive, Scripts.Sawtooth(8), 8, seed: 3)).ToArray();
        Assert.Equal(runs[0].Workers, runs[1].Workers);
        Assert.NotEqual(runs[0].Workers, new PolicyRun(SchedulingPolicy.Adaptive, Scripts.Sawtooth(8), 8, seed: 4).Workers);
    }

    [Fact]
    public void A_script_is_its_phases_one_behind_the_other()
    {
        var script = new Script("one", [new("a", 2, window => WorkModel.Scarce(8, window + 1)), new("b", 1, _ => WorkModel.Nothing)]);
        Assert.Equal(["a", "a", "b"], Enumerable.Range(0, script.Windows).Select(script.PhaseAt));
        Assert.Equal([1e6, 2e6, 0], Enumerable.Range(0, script.Windows).Select(window => script.At(window).Throughput(8)));
    }
}
