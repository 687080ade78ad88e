using System.Reactive.Concurrency;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Traces;

/// <summary>An execution that ends before the recorded one does is another one, whatever it ends with.</summary>
public sealed class TraceEndTests
{
    [Fact]
    public void A_failure_that_comes_earlier_is_another_one()
    {
        var trace = Executions.Record(sim => Fails(sim, 3));
        var divergence = Assert.Throws<ReplayDivergenceException>(() => Explore.Replay(sim => Fails(sim, 1), trace));
        Assert.Equal((3, null), (divergence.Step, divergence.Choice));
        Assert.Equal("failed after 1", divergence.InnerException!.Message);

        using var stepper = new TraceStepper(sim => Fails(sim, 1), trace);
        Assert.Equal("failed after 1", Assert.Throws<ReplayDivergenceException>(() => stepper.RunToEnd()).InnerException!.Message);
        Assert.False(stepper.IsAtEnd);
        Assert.True(stepper.StepBack());
    }

    [Fact]
    public void An_action_that_throws_earlier_is_noticed()
    {
        var trace = Executions.Record(sim => Posts(sim, throws: false));
        Assert.Equal("FormatException: failed after 3", trace.Failure);
        Assert.IsType<TimeoutException>(Assert.Throws<ReplayDivergenceException>(() => Explore.Replay(sim => Posts(sim, throws: true), trace)).InnerException);
        using var stepper = new TraceStepper(sim => Posts(sim, throws: true), trace);
        Assert.IsType<TimeoutException>(Assert.Throws<ReplayDivergenceException>(() => stepper.RunToEnd()).InnerException);

        static async Task Posts(SimContext sim, bool throws)
        {
            sim.Scheduler.Schedule(TimeSpan.FromMilliseconds(1), () =>
            {
                if (throws)
                    throw new TimeoutException();
            });
            await Task.Delay(TimeSpan.FromMilliseconds(2), sim.Time);
            await Fails(sim, 3);
        }
    }

    [Fact]
    public void Choices_that_are_not_asked_for_any_more_are_noticed_where_steps_are_not()
    {
        var trace = Executions.Record(sim => Asks(sim, 3));
        Assert.Null(Explore.Replay(sim => Asks(sim, 3), trace));
        var divergence = Assert.Throws<ReplayDivergenceException>(() => Explore.Replay(sim => Asks(sim, 1), trace));
        Assert.Equal((2, 1), (divergence.Step, divergence.Choice));
        Assert.Null(divergence.InnerException);
        var failed = Assert.Throws<ReplayDivergenceException>(() => Explore.Replay(sim => Asks(sim, 1, fails: true), trace with { Events = [] }));
        Assert.IsType<FormatException>(failed.InnerException);
        using var stepper = new TraceStepper(sim => Asks(sim, 1, fails: true), trace);
        Assert.Equal(1, Assert.Throws<ReplayDivergenceException>(() => stepper.RunToEnd()).Choice);

        static async Task Asks(SimContext sim, int count, bool fails = false)
        {
            await Task.Yield();
            for (var i = 0; i < count; i++)
                sim.Choose("side", 2);
            if (fails)
                throw new FormatException();
        }
    }

    [Fact]
    public void Without_recorded_steps_the_same_execution_has_its_own_error()
    {
        foreach (var (name, body) in Executions.Bodies)
        {
            for (var seed = 1UL; seed <= 5; seed++)
            {
                var trace = Executions.Record(name, seed);
                foreach (var repeated in (Trace[])[trace, trace with { Events = [], Lanes = [] }])
                {
                    Assert.Equal(trace.Failure, Failure(Explore.Replay(body, repeated)));
                    using var stepper = new TraceStepper(body, repeated);
                    Assert.Equal(trace.Failure, Failure(stepper.RunToEnd()));
                }
            }
        }
    }

    private static async Task Fails(SimContext sim, int waits)
    {
        for (var i = 0; i < waits; i++)
            await Task.Yield();
        throw new FormatException($"failed after {waits}");
    }

    private static string? Failure(Exception? error) => error is null ? null : $"{error.GetType().Name}: {error.Message}";
}
