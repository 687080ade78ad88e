using Veda.Rx.Benchmarks.Policies;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>
/// The whole loop, from pieces of work that are finished over windows, the default policy and its decisions to the number of workers, in virtual time over scripted loads, whatever machine the tests run
/// on. The policy by itself: <c>AdaptivePolicyTests</c>.
/// </summary>
public sealed class AdaptationLoopTests
{
    /// <summary>Windows after which it has settled, as docs/scheduler.md says.</summary>
    private const int Settling = 60;

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 8)]
    public void Follows_a_step_from_computing_to_waiting_and_back(int seed, int processors)
    {
        using var workers = new VirtualWorkers((ulong)seed, Scripts.Step(processors), processors).Run();
        KeepsItsBounds(workers);
        Assert.Equal((0, processors, "to begin with"), (workers.Decisions[0].Window, workers.Decisions[0].Decision.Workers, workers.Decisions[0].Decision.Reason));
        Assert.InRange(workers.WorkersAt(200), Math.Max(1, processors * 3 / 4), 2 * processors);
        Assert.InRange(workers.WorkersAt(200 + Settling), Math.Min(7 * processors, ScriptedLoad.MaxWorkers), ScriptedLoad.MaxWorkers);
        Assert.InRange(workers.WorkersAt(400 + Settling), Math.Max(1, processors * 3 / 4), 2 * processors);
        Assert.Contains("they wait for something", FirstIn(workers, 200).Reason);
        Assert.Contains("which are all used", FirstIn(workers, 400).Reason);
        foreach (var begun in (int[])[0, 200, 400])
        {
            Assert.InRange(workers.AgainstBest(begun + Settling, begun + 200), 0.9, 1.01);   // a piece counts where it has begun
            Assert.InRange(workers.Decisions.Count(decided => decided.Window >= begun + Settling && decided.Window < begun + 200), 0, 12);
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 8)]
    public void Follows_a_sawtooth_of_waiting(int seed, int processors)
    {
        using var workers = new VirtualWorkers((ulong)seed, Scripts.Sawtooth(processors), processors).Run();
        KeepsItsBounds(workers);
        Assert.InRange(workers.AgainstBest(Settling, 600), 0.9, 2);
        Assert.Contains(workers.Decisions, decided => decided.Decision.Workers > 2 * processors);
    }

    [Fact]
    public void A_seed_gives_the_same_decisions_each_time()
    {
        const int processors = 4;
        using var first = new VirtualWorkers(5, Scripts.Step(processors), processors).Run();
        using var again = new VirtualWorkers(5, Scripts.Step(processors), processors).Run();
        using var other = new VirtualWorkers(6, Scripts.Step(processors), processors).Run();
        Assert.Equal(first.Decisions.Select(decided => $"{decided}"), again.Decisions.Select(decided => $"{decided}"));
        Assert.Equal(first.Done, again.Done);
        Assert.NotEqual(first.Done, other.Done);
    }

    private static SchedulingDecision FirstIn(VirtualWorkers workers, int window) => workers.Decisions.First(decided => decided.Window >= window).Decision;

    private static void KeepsItsBounds(VirtualWorkers workers)
    {
        Assert.All(workers.Decisions, decided => Assert.InRange(decided.Decision.Workers, 1, ScriptedLoad.MaxWorkers));
        Assert.All(workers.Decisions, decided => Assert.NotEmpty(decided.Decision.Reason));
    }
}
