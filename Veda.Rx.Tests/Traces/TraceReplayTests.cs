using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Traces;

/// <summary>A trace is repeated exactly or not at all, and nearly if that is asked for; two traces say where they part.</summary>
public sealed class TraceReplayTests
{
    [Fact]
    public void Two_traces_part_at_the_first_step_that_differs()
    {
        var one = Executions.Record("tasks", seed: 1);
        Assert.Null(one.Diff(Executions.Record("tasks", seed: 1)));
        var changed = one with { Events = [.. one.Events.Select(step => step.Step == 4 ? step with { Operation = "another" } : step)] };
        var difference = one.Diff(changed)!;
        Assert.Equal(4, difference.Step);
        Assert.Contains(one.Events[3].Operation, difference.One);
        Assert.Contains("another", difference.Other);
        var shorter = one.Diff(one with { Events = [.. one.Events.Take(2)] })!;
        Assert.Equal((3, null), (shorter.Step, shorter.Other));
        Assert.Contains("| the end", shorter.ToString());
        Assert.Equal("lane 3: x at 0", new Trace { Events = [new TraceEvent(1, 0, 3, "x", 0, 0)] }.Diff(new Trace())!.One);
        Assert.Throws<ArgumentNullException>("other", () => one.Diff(null!));
    }

    [Fact]
    public void The_same_body_is_repeated_exactly()
    {
        foreach (var (name, body) in Executions.Bodies)
        {
            var trace = Executions.Record(name);
            var error = Explore.Replay(body, trace);
            Assert.Equal(trace.Failure, error is null ? null : $"{error.GetType().Name}: {error.Message}");
        }
    }

    [Fact]
    public void A_body_with_one_step_more_differs_there()
    {
        var trace = Executions.Record("tasks");
        Func<SimContext, Task> changed = sim => Executions.Withdrawals(sim, before: 1);
        var divergence = Assert.Throws<ReplayDivergenceException>(() => Explore.Replay(changed, trace));
        Assert.InRange(divergence.Step, 3, trace.Events.Count);   // the body and one operation have begun as then
        Assert.Contains($"step {divergence.Step}", divergence.Message);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(1, 3)]
    [InlineData(0, 2)]
    public void Where_nothing_is_chosen_a_change_is_seen_by_the_steps(int waits, int step)
    {
        var trace = Executions.Record(sim => Waits(sim, 2));
        Assert.Empty(trace.Choices);
        if (waits > 2)
        {
            Assert.Null(Explore.Replay(sim => Waits(sim, waits), trace with { Events = [] }));
            Assert.Null(Explore.Replay(sim => Waits(sim, waits), trace));   // the recorded steps are the same, and more come behind them
            return;
        }
        var divergence = Assert.Throws<ReplayDivergenceException>(() => Explore.Replay(sim => Waits(sim, waits), trace));
        Assert.Equal((step, null), (divergence.Step, divergence.Choice));
        Assert.Contains($"step {step}:", divergence.Message);

        static async Task Waits(SimContext sim, int count)
        {
            for (var i = 0; i < count; i++)
                await Task.Yield();
        }
    }

    [Fact]
    public void Another_question_of_the_same_size_is_another_choice()
    {
        Func<SimContext, Task> Asks(string name) => async sim =>
        {
            await Task.Yield();
            sim.Choose(name, 3);
        };
        var divergence = Assert.Throws<ReplayDivergenceException>(() => Explore.Replay(Asks("another"), Executions.Record(Asks("one"))));
        Assert.Equal((2, 0), (divergence.Step, divergence.Choice));
        Assert.Contains("elsewhere", divergence.Message);
        Assert.Equal(1, Explore.ReplayNearest(Asks("another"), Executions.Record(Asks("one"))).Distance);
    }

    [Fact]
    public void The_nearest_execution_of_the_same_body_is_the_same()
    {
        foreach (var (name, body) in Executions.Bodies)
        {
            var trace = Executions.Record(name);
            var replay = Explore.ReplayNearest(body, trace);
            Assert.Equal(0, replay.Distance);
            Assert.Equal(trace.Failure, replay.Error is { } error ? $"{error.GetType().Name}: {error.Message}" : null);
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 2)]
    [InlineData(0, 3)]
    [InlineData(2, 4)]
    public void After_a_small_change_the_failure_is_still_found_and_the_distance_says_that_there_is_one(int after, int operations)
    {
        var trace = Explore.Check(Executions.Bodies["tasks"]).Failure!.Trace;
        var replay = Explore.ReplayNearest(sim => Executions.Withdrawals(sim, before: 0, after, operations), trace);
        Assert.True(replay.Distance > 0);
        Assert.IsType<InvalidOperationException>(replay.Error);
    }

    [Fact]
    public void What_is_not_asked_for_any_more_is_part_of_the_distance()
    {
        var trace = Executions.Record("tasks");
        Assert.Equal(trace.Choices.Count, Explore.ReplayNearest(_ => Task.CompletedTask, trace).Distance);
    }

    /// <summary>The variable names a file of this test only, so that others that run meanwhile take no notice.</summary>
    [Fact]
    public void The_environment_can_name_a_trace_to_repeat()
    {
        const string test = "only that of the environment";
        Task Body(SimContext sim) => Executions.Withdrawals(sim, before: 0);
        Task Changed(SimContext sim) => Executions.Withdrawals(sim, before: 1);
        var path = Path.Combine(AppContext.BaseDirectory, "environment.json");   // stays there: others may be about to read it
        // Of a scheduler that behaves otherwise than that of the test, as it would when the test was changed since.
        var trace = Explore.Check(Body, new ExploreOptions { ShrinkExecutions = 0, Scheduler = new SeededOptions { Jitter = 50 } }, test).Failure!.Trace;
        Assert.Equal($"{typeof(TraceReplayTests).FullName}.{test}", trace.Test);
        Assert.Contains(trace.Choices, choice => choice.Kind == ChoiceKind.Jitter);
        trace.Save(path);
        var before = Environment.GetEnvironmentVariable(Repetition.TraceVariable);
        Environment.SetEnvironmentVariable(Repetition.TraceVariable, path);
        try
        {
            var result = Explore.Check(Body, test: test);
            Assert.Equal((1, 0, Repetition.TraceVariable), (result.Executions, result.Failure!.Execution, result.Failure.Strategy));
            Assert.Equal(trace.Events, result.Failure.Trace.Events);
            Assert.Equal(trace.Scheduler, result.Failure.Trace.Scheduler);
            var changed = Explore.Check(Changed, test: test);
            Assert.IsType<ReplayDivergenceException>(changed.Failure!.Error);
            var earlier = Explore.Check(_ => throw new FormatException(), test: test);
            Assert.IsType<FormatException>(Assert.IsType<ReplayDivergenceException>(earlier.Failure!.Error).InnerException);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Repetition.TraceVariable, before);
        }
    }
}
