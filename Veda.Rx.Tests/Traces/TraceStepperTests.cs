using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Traces;

/// <summary>An execution can be walked through in both directions, and is the same each time.</summary>
public sealed class TraceStepperTests
{
    public static TheoryData<string> Names => [.. Executions.Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_back_and_forward_again_the_steps_are_those_of_the_trace(string name)
    {
        for (var seed = 1UL; seed <= 3; seed++)
        {
            var trace = Executions.Record(name, seed);
            using var stepper = new TraceStepper(Executions.Bodies[name], trace);
            Assert.Null(stepper.Current);
            Assert.False(stepper.StepBack());
            var forward = Forward(stepper);
            Assert.Equal(trace.Events[^1], forward[^1]);
            Assert.Subset(trace.Events.ToHashSet(), forward.ToHashSet());
            AssertEnd(trace, stepper);

            var back = new List<TraceEvent>();
            do
                back.Insert(0, stepper.Current!.Value);
            while (stepper.StepBack() && stepper.Position > 0);
            Assert.Equal(forward, back);
            Assert.Equal((0, TimeSpan.Zero, false), (stepper.Position, stepper.Time, stepper.IsAtEnd));
            Assert.Null(stepper.Error);

            Assert.Equal(forward, Forward(stepper));
            AssertEnd(trace, stepper);
        }
    }

    [Fact]
    public void Every_step_is_one_but_where_the_body_runs_others_itself()
    {
        Assert.Equal(Executions.Record("threads").Events, Walk("threads"));
        Assert.Equal(Executions.Record("tasks").Events, Walk("tasks"));
        Assert.True(Walk("an action that runs others").Count < Executions.Record("an action that runs others").Events.Count);

        static List<TraceEvent> Walk(string name)
        {
            using var stepper = new TraceStepper(Executions.Bodies[name], Executions.Record(name));
            return Forward(stepper);
        }
    }

    [Fact]
    public void Between_two_steps_everything_stands_still_and_can_be_looked_at()
    {
        var seen = new List<int>();
        Func<SimContext, Task> body = sim =>
        {
            seen = [];
            return sim.Thread(() =>
            {
                for (var i = 0; i < 5; i++)
                {
                    sim.Point("seen", Access.Write);
                    seen.Add(i);
                }
            });
        };
        using var stepper = new TraceStepper(body, Executions.Record(body));
        Assert.True(stepper.RunTo(_ => seen.Count == 3));
        var there = stepper.Position;
        Assert.True(stepper.StepBack());
        Assert.Equal([0, 1], seen);
        Assert.True(stepper.StepForward());
        Assert.Equal([0, 1, 2], seen);
        Assert.Equal(there, stepper.Position);
    }

    [Fact]
    public void A_number_of_steps_is_reached_from_both_sides()
    {
        var trace = Executions.Record("threads");
        using var stepper = new TraceStepper(Executions.Bodies["threads"], trace);
        foreach (var step in (int[])[7, 3, 3, trace.Events.Count, 0, 5])
        {
            Assert.True(stepper.RunTo(step));
            Assert.Equal(step, stepper.Position);
            Assert.Equal(step == 0 ? null : trace.Events[step - 1], stepper.Current);
            Assert.False(stepper.IsAtEnd);
        }
        Assert.False(stepper.RunTo(trace.Events.Count + 1));
        Assert.True(stepper.IsAtEnd);
        Assert.Equal(trace.Events.Count, stepper.Position);
    }

    [Fact]
    public void A_virtual_time_is_reached_from_both_sides()
    {
        var trace = Executions.Record("timers");
        using var stepper = new TraceStepper(Executions.Bodies["timers"], trace);
        foreach (var seconds in (int[])[2, 5, 3, 3, 0])
        {
            var time = TimeSpan.FromSeconds(seconds);
            Assert.True(stepper.RunToTime(time));
            Assert.Equal(trace.Events.First(step => step.Time >= time.Ticks), stepper.Current);
            Assert.Equal(time, stepper.Time);
        }
        Assert.False(stepper.RunToTime(TimeSpan.FromSeconds(6)));
        Assert.True(stepper.IsAtEnd);
    }

    [Fact]
    public void The_next_step_of_a_kind_is_reached_and_the_one_before()
    {
        var trace = Executions.Record("threads");
        var reads = trace.Events.Where(step => step.Operation.Contains("read", StringComparison.OrdinalIgnoreCase)).ToArray();
        Assert.Equal(3, reads.Length);
        using var stepper = new TraceStepper(Executions.Bodies["threads"], trace);
        foreach (var read in reads)
        {
            Assert.True(stepper.RunTo(reads.Contains));
            Assert.Equal(read, stepper.Current);
        }
        Assert.True(stepper.RunBackTo(reads.Contains));
        Assert.Equal(reads[1], stepper.Current);
        Assert.True(stepper.RunBackTo(reads.Contains));
        Assert.Equal(reads[0], stepper.Current);
        Assert.False(stepper.RunBackTo(reads.Contains));
        Assert.Equal(reads[0], stepper.Current);
        Assert.False(stepper.RunTo(_ => false));
        Assert.True(stepper.IsAtEnd);
    }

    [Fact]
    public void A_body_that_has_changed_is_found_at_the_step_again_and_again()
    {
        var trace = Executions.Record("tasks");
        using var stepper = new TraceStepper(sim => Executions.Withdrawals(sim, before: 1), trace);
        var first = Assert.Throws<ReplayDivergenceException>(() => stepper.RunToEnd());
        Assert.Equal(stepper.Position + 1, first.Step);
        Assert.Same(first, Assert.Throws<ReplayDivergenceException>(() => stepper.StepForward()));
        Assert.True(stepper.StepBack());
        Assert.True(stepper.StepForward());
        Assert.Equal(first.Message, Assert.Throws<ReplayDivergenceException>(() => stepper.StepForward()).Message);
        Assert.False(stepper.IsAtEnd);
    }

    [Fact]
    public void Also_without_recorded_steps_going_back_notices_another_execution()
    {
        var calls = 0;
        Func<SimContext, Task> body = async sim =>
        {
            for (var i = 0; i < 3 + calls; i++)
                await Task.Yield();
            calls++;
            await sim.Thread(() => { });
        };
        using var stepper = new TraceStepper(body, new Trace());
        Assert.Null(stepper.RunToEnd());
        Assert.Throws<ReplayDivergenceException>(() => stepper.StepBack());
    }

    [Fact]
    public void Threads_unwind_when_it_goes_back_and_when_it_is_disposed()
    {
        var (begun, unwound) = (0, 0);
        Func<SimContext, Task> body = sim => sim.Thread(() =>
        {
            begun++;
            try
            {
                for (var i = 0; i < 5; i++)
                    sim.Point("x", Access.Read);
            }
            finally
            {
                unwound++;
            }
        });
        var stepper = new TraceStepper(body, Executions.Record(body));
        (begun, unwound) = (0, 0);
        stepper.RunTo(4);
        Assert.Equal((1, 0), (begun, unwound));
        stepper.StepBack();
        Assert.Equal((2, 1), (begun, unwound));
        stepper.Dispose();
        stepper.Dispose();
        Assert.Equal((2, 2), (begun, unwound));
        Assert.Throws<ObjectDisposedException>(() => stepper.StepForward());
        Assert.Throws<ObjectDisposedException>(() => stepper.StepBack());
        Assert.Throws<ObjectDisposedException>(() => stepper.RunTo(0));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Func<SimContext, Task> body = Executions.Bodies["tasks"];
        Assert.Throws<ArgumentNullException>("body", () => new TraceStepper(null!, new Trace()));
        Assert.Throws<ArgumentNullException>("trace", () => new TraceStepper(body, null!));
        using var stepper = new TraceStepper(body, new Trace());
        Assert.Throws<ArgumentOutOfRangeException>("step", () => stepper.RunTo(-1));
        Assert.Throws<ArgumentNullException>("condition", () => stepper.RunTo(null!));
        Assert.Throws<ArgumentNullException>("condition", () => stepper.RunBackTo(null!));
    }

    private static List<TraceEvent> Forward(TraceStepper stepper)
    {
        var steps = new List<TraceEvent>();
        while (stepper.StepForward())
            steps.Add(stepper.Current!.Value);
        return steps;
    }

    private static void AssertEnd(Trace trace, TraceStepper stepper)
    {
        Assert.True(stepper.IsAtEnd);
        Assert.Equal(trace.Events.Count, stepper.Position);
        Assert.Equal(trace.Failure, stepper.Error is { } error ? $"{error.GetType().Name}: {error.Message}" : null);
    }
}
