using FsCheck.Fluent;
using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>The engine under a seeded scheduler: every interleaving of batches gives what LINQ gives, and gives every buffer back.</summary>
public class VirtualEngineTests
{
    private const int Seeds = 1000;

    [Fact]
    public void EveryInterleavingShowsWhatLinqShows() => ForSeeds((pipeline, scheduler, leases) =>
    {
        var expected = Outcome.Of(pipeline.Linq());
        var probe = new Probe();
        pipeline.On(scheduler, leases.Pool).Subscribe(probe);
        scheduler.Run();
        Assert.True(probe.Ended.IsCompleted, "the stream did not end, though nothing is left to run");
        Assert.Null(probe.Violation);
        pipeline.AssertSame(expected, probe.Ended.Result);
    });

    [Fact]
    public void DisposingAtAnyStepSilencesAndGivesEverythingBack() => ForSeeds((pipeline, scheduler, leases) =>
    {
        var expected = Outcome.Of(pipeline.Linq());
        var probe = new Probe();
        var subscription = pipeline.On(scheduler, leases.Pool).Subscribe(probe);
        var steps = new Random(pipeline.Count).Next(12);
        scheduler.Run(() => scheduler.Steps >= steps);
        subscription.Dispose();
        var heard = probe.Notifications;
        scheduler.Run();
        Assert.Equal(heard, probe.Notifications);
        Assert.Null(probe.Violation);
    });

    [Fact]
    public void WaitingDrivesTheRunOnTheCallingThread() => ForSeeds((pipeline, scheduler, leases) =>
    {
        var expected = Outcome.Of(pipeline.Linq());
        var actual = Outcome.Of(Lazy(() => pipeline.On(scheduler, leases.Pool).ToList().Wait()));
        if (expected.End == Outcome.Completed)
            pipeline.AssertSame(expected, actual);
        else if (pipeline.Ordered)
            Assert.Equal(expected.End, actual.End);
        scheduler.Run();
    });

    [Fact]
    public void TheSameSeedGivesTheSameTrace()
    {
        foreach (var (seed, pipeline) in Sample(200))
        {
            var traces = Enumerable.Range(0, 2).Select(_ =>
            {
                var scheduler = new SeededScheduler(seed, pipeline.Parallelism);
                pipeline.On(scheduler, new Leases().Pool).Subscribe(new Probe());
                scheduler.Run();
                return (scheduler.Trace, scheduler.Steps);
            }).ToArray();
            Assert.Equal(traces[0], traces[1]);
        }
    }

    private static IEnumerable<int> Lazy(Func<IEnumerable<int>> make)
    {
        foreach (var item in make())
            yield return item;
    }

    /// <summary>Pipelines whose sources are all there at once: no thread but the test's takes part.</summary>
    private static IEnumerable<(int Seed, Pipeline Pipeline)> Sample(int count) =>
        Pipeline.Arbitrary(Worker.Inline).Generator
            .Where(pipeline => !pipeline.Source.Name.StartsWith("async", StringComparison.Ordinal)
                && !pipeline.Steps.Any(step => step.Name.StartsWith("On(", StringComparison.Ordinal)))
            .Sample(count, new FsCheck.Rnd(42), 60)
            .Select((pipeline, seed) => (seed, pipeline));

    private static void ForSeeds(Action<Pipeline, SeededScheduler, Leases> check)
    {
        foreach (var (seed, pipeline) in Sample(Seeds))
        {
            var leases = new Leases();
            try
            {
                check(pipeline, new SeededScheduler(seed, pipeline.Parallelism), leases);
                Assert.Null(leases.Violation);
                Assert.Equal(0, leases.Open);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}: {pipeline}", error);
            }
        }
    }
}
