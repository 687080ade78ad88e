using Veda.Rx.Benchmarks.Bugs;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>Many executions of one body: what is chosen, what fails, what is reported.</summary>
public sealed class ExploreTests
{
    private static readonly ExploreOptions s_exhaustive = new() { Executions = 200_000 };

    [Fact]
    public void Exhaustion_finds_it_too_and_says_when_it_is_through()
    {
        foreach (var bug in (PlantedBug[])[CheckThenAct.Bug, AsyncLockOrder.Bug, LostWakeUp.Bug, DoubleDispose.Bug, MissingFence.Bug])
        {
            Assert.NotNull(Explore.Exhaust(bug.Wrong, bound: 2, s_exhaustive).Failure);
            var clean = Explore.Exhaust(bug.Right, bound: 2, s_exhaustive);
            Assert.Null(clean.Failure);
            Assert.True(clean.Exhausted);
            Assert.Equal(clean.Executions, clean.Distinct);
        }
    }

    [Fact]
    public void The_same_seed_explores_the_same()
    {
        var wrong = LostUpdate.Bug.Wrong;
        var (one, other) = (Explore.Check(wrong), Explore.Check(wrong));
        Assert.Equal((one.Executions, one.Distinct), (other.Executions, other.Distinct));
        Assert.Equal(one.Failure!.Trace.Choices, other.Failure!.Trace.Choices);
    }

    [Fact]
    public void Streams_are_part_of_the_search()
    {
        var result = Explore.Check(async sim =>
        {
            var ended = new List<string>();
            var numbers = VedaStream.Range(0, 20).On(sim.Scheduler).WithBatch(1, 4);
            await Task.WhenAll(sim.Run(() => Count("first")), sim.Run(() => Count("second")));
            Assert.Equal(["first", "second"], ended);   // which nobody promises

            async Task Count(string name)
            {
                Assert.Equal(20, await numbers.Map(x => x).Count());
                ended.Add(name);
            }
        });
        Assert.IsAssignableFrom<Xunit.Sdk.XunitException>(result.Failure!.Error);
    }

    [Fact]
    public void What_waits_for_nothing_is_a_deadlock_and_what_does_not_end_is_said_to()
    {
        Assert.IsType<DeadlockException>(Explore.Check(_ => new TaskCompletionSource().Task).Failure!.Error);
        Assert.IsType<StepLimitException>(Explore.Check(async _ =>
        {
            while (true)
                await Task.Yield();
        }, new ExploreOptions { Scheduler = new SeededOptions { MaxSteps = 500 } }).Failure!.Error);
    }

    /// <summary>As with a lock that is not given back: those that spin for it never end, those that wait for it are stuck.</summary>
    [Theory]
    [InlineData(true, typeof(StepLimitException))]
    [InlineData(false, typeof(DeadlockException))]
    public void What_does_not_end_says_what_has_failed_before(bool spins, Type expected)
    {
        var error = Explore.Check(
            sim => Task.WhenAll(sim.Thread(() => throw new InvalidOperationException("2 are inside")), sim.Thread(() =>
            {
                while (spins)
                    sim.Point("taken", Access.Read);
                sim.Join(new TaskCompletionSource().Task);
            })),
            new ExploreOptions { Scheduler = new SeededOptions { MaxSteps = 500 } }).Failure!.Error;
        Assert.IsType(expected, error);
        Assert.EndsWith("Before, an operation has failed: InvalidOperationException: 2 are inside", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_and_chance_are_choices()
    {
        var result = Explore.Check(async sim =>
        {
            for (var i = 0; i < 3; i++)
            {
                await Task.Yield();
                if (sim.Buggify("disk full") && sim.Choose("sector", 3) == 2)
                    throw new IOException("disk full");
            }
        });
        Assert.IsType<IOException>(result.Failure!.Error);
        Assert.Equal(3, result.Failure.Unusual);   // that it may happen, that it does, and where
    }

    [Fact]
    public void A_body_that_depends_on_something_else_cannot_be_repeated_in_silence()
    {
        var calls = 0;
        Func<SimContext, Task> body = sim => Task.WhenAll(Enumerable.Range(0, 3 + calls++ % 2).Select(_ => sim.Run(async () => await Task.Yield())));
        var choices = new List<Choice>();
        var scheduler = new SeededTestScheduler(5);
        scheduler.SynchronizationContext.Post(_ => body(new SimContext(scheduler)), null);
        scheduler.Start();
        choices.AddRange(scheduler.Choices);
        Assert.Equal(0, Assert.Throws<ReplayDivergenceException>(() => Explore.Replay(body, new Trace { Choices = choices })).Choice);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>("body", () => Explore.Check(null!));
        Assert.Throws<ArgumentNullException>("body", () => Explore.Exhaust(null!, 1));
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => Explore.Exhaust(_ => Task.CompletedTask, -1));
        Assert.Throws<ArgumentNullException>("trace", () => Explore.Replay(_ => Task.CompletedTask, null!));
        Assert.Contains("Executions is 0", Assert.Throws<ArgumentOutOfRangeException>(() => Explore.Check(_ => Task.CompletedTask, new ExploreOptions { Executions = 0 })).Message);
        Task[] nothing = [null!];
        Assert.IsType<InvalidOperationException>(Explore.Check(_ => nothing[0]).Failure!.Error);
        Assert.IsType<FormatException>(Explore.Check(_ => throw new FormatException()).Failure!.Error);
    }
}
