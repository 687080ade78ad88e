using FsCheck.Fluent;
using Veda.Rx.Testing;
using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>The engine under a seeded scheduler: every interleaving of batches gives what LINQ gives, and gives every buffer back.</summary>
/// <remarks>Other pipelines every time. A failure prints its number; <c>VEDA_SEED=number</c> begins with that one.</remarks>
public abstract class VirtualEngine<T>
{
    private const int Interleavings = 4;

    private readonly Element<T> _element;
    private readonly int _cases;

    private protected VirtualEngine(Element<T> element, int cases)
    {
        _element = element;
        _cases = Cases.For(cases);
    }

    [Fact]
    public void EveryInterleavingShowsWhatLinqShows() => ForSeeds((pipeline, scheduler, leases, _) =>
    {
        var probe = new Probe<T>();
        pipeline.On(scheduler, leases.Pool).Subscribe(probe);
        scheduler.Start();
        Assert.True(probe.Ended.IsCompleted, "the stream did not end, though nothing is left to run");
        Assert.Null(probe.Violation);
        pipeline.AssertSame(Outcome.Of(pipeline.Linq()), probe.Heard);
    });

    [Fact]
    public void DisposingAtAnyStepSilencesAndGivesEverythingBack() => ForSeeds((pipeline, scheduler, leases, random) =>
    {
        var probe = new Probe<T>();
        var subscription = pipeline.On(scheduler, leases.Pool).Subscribe(probe);
        var last = random.Next(Steps(pipeline, random.Next()) + 1);
        scheduler.RunUntil(() => scheduler.Steps >= last);
        subscription.Dispose();
        var heard = probe.Notifications;
        scheduler.Start();
        Assert.Equal(heard, probe.Notifications);
        Assert.Null(probe.Violation);
        pipeline.AssertBeginning(Outcome.Of(pipeline.Linq()), probe.Heard);
    });

    [Fact]
    public void CancellingAtAnyStepIsToldAtOnceAndGivesEverythingBack() => ForSeeds((pipeline, scheduler, leases, random) =>
    {
        using var cancel = new CancellationTokenSource();
        var probe = new Probe<T>();
        pipeline.On(scheduler, leases.Pool).WithCancellation(cancel.Token).Subscribe(probe);
        var last = random.Next(Steps(pipeline, random.Next()) + 1);
        scheduler.RunUntil(() => scheduler.Steps >= last);
        cancel.Cancel();
        Assert.True(probe.Ended.IsCompleted, "the observer was not told");
        scheduler.Start();
        Assert.Null(probe.Violation);
        if (probe.Heard.IsCancelledBy(cancel.Token))
            pipeline.AssertBeginning(Outcome.Of(pipeline.Linq()), probe.Heard);
        else
            pipeline.AssertSame(Outcome.Of(pipeline.Linq()), probe.Heard);
    });

    [Fact]
    public void WaitingDrivesTheRunOnTheCallingThread() => ForSeeds((pipeline, scheduler, leases, _) =>
    {
        if (Exclusions.ReasonForWaiting(pipeline) is not null)
            return;
        pipeline.AssertSameResult(pipeline.Terminal.Linq(pipeline.Linq()), pipeline.Terminal.Wait(pipeline.On(scheduler, leases.Pool)));
        scheduler.Start();
    });

    /// <summary>How many steps a whole run takes.</summary>
    private static int Steps(Pipeline<T> pipeline, int seed)
    {
        var scheduler = Seeded(seed, pipeline);
        pipeline.On(scheduler, new Leases().Pool).Subscribe(new Probe<T>());
        scheduler.Start();
        return scheduler.Steps;
    }

    private static SeededTestScheduler Seeded(int seed, Pipeline<T> pipeline) => new((ulong)seed, new SeededOptions { Workers = pipeline.Parallelism, PreemptsWork = seed % 8 == 1, WatchesEdges = true });

    private void ForSeeds(Action<Pipeline<T>, SeededTestScheduler, Leases, Random> check)
    {
        var pipelines = Pipelines.Arbitrary(_element, [Worker.Virtual]).Generator;
        for (var seed = SeedRange.First; seed < SeedRange.First + (ulong)_cases; seed++)
        {
            var pipeline = pipelines.Sample(1, new FsCheck.Rnd(seed), 60).Single();
            var random = new Random((int)seed);
            for (var i = 0; i < Interleavings; i++)
            {
                var leases = new Leases();
                try
                {
                    check(pipeline, Seeded(random.Next(), pipeline), leases, random);
                    Assert.Null(leases.Violation);
                    Assert.Equal(0, leases.Open);
                }
                catch (Exception error)
                {
                    throw new InvalidOperationException($"VEDA_SEED={seed}, interleaving {i}: {pipeline}", error);
                }
            }
        }
    }
}

/// <summary>Over values.</summary>
public sealed class VirtualEngineTests() : VirtualEngine<int>(Element.Ints, 300);

/// <summary>Over references, whose buffers have to be cleared.</summary>
public sealed class ReferenceVirtualEngineTests() : VirtualEngine<string>(Element.Strings, 100);
