using System.Text.Json;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Traces;

/// <summary>The trace event format: slices on named threads, with arrows that begin and end in them.</summary>
public sealed class ChromeTraceTests
{
    public static TheoryData<string> Names => [.. Executions.Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_step_is_a_slice_on_the_thread_of_its_lane(string name)
    {
        var trace = Executions.Record(name);
        var events = Events(trace);
        var names = events.Where(e => Is(e, "M") && e.GetProperty("name").GetString() == "thread_name")
            .ToDictionary(e => e.GetProperty("tid").GetInt32(), e => e.GetProperty("args").GetProperty("name").GetString());
        var slices = events.Where(e => Is(e, "X")).ToArray();
        Assert.Equal(trace.Events.Count, slices.Length);
        foreach (var (slice, step) in slices.Zip(trace.Events))
        {
            Assert.Equal(step.Operation, slice.GetProperty("name").GetString());
            Assert.Equal(trace.Lanes[step.Lane], names[slice.GetProperty("tid").GetInt32()]);
            Assert.Equal(step.Step, slice.GetProperty("args").GetProperty("step").GetInt32());
            Assert.Equal(step.Time, slice.GetProperty("args").GetProperty("ticks").GetInt64());
        }
        Assert.Equal(trace.Failure, events.SingleOrDefault(e => Is(e, "i")) is { ValueKind: JsonValueKind.Object } failure ? failure.GetProperty("args").GetProperty("message").GetString() : null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_cause_is_a_flow_that_begins_and_ends_in_a_slice(string name)
    {
        var trace = Executions.Record(name);
        var events = Events(trace);
        var slices = events.Where(e => Is(e, "X")).ToArray();
        var (begins, ends) = (Flows("s"), Flows("f"));
        Assert.Equal(trace.Events.Where(step => step.Cause > 0).Select(step => step.Step), begins.Keys.Order());
        Assert.Equal(begins.Keys.Order(), ends.Keys.Order());
        foreach (var step in trace.Events.Where(step => step.Cause > 0))
        {
            Assert.Equal(Place(slices[step.Cause - 1]), Place(begins[step.Step]));
            Assert.Equal(Place(slices[step.Step - 1]), Place(ends[step.Step]));
            Assert.Equal("e", ends[step.Step].GetProperty("bp").GetString());
        }

        Dictionary<int, JsonElement> Flows(string phase) => events.Where(e => Is(e, phase)).ToDictionary(e => e.GetProperty("id").GetInt32());
    }

    [Fact]
    public void The_axis_counts_steps_while_the_clock_stands_and_follows_it_when_it_moves()
    {
        Assert.Equal([0, 1, 2, 1_000, 1_001, 1_002], Axis(0, 0, 0, 10_000, 10_000, 10_001));
        Assert.Equal([5, 6, 7], Axis(50, 50, 50));

        static long[] Axis(params long[] times) => [.. Events(new Trace { Lanes = ["lane"], Events = [.. times.Select((time, i) => new TraceEvent(i + 1, time, 0, "x", 0, 0))] })
            .Where(e => Is(e, "X")).Select(e => e.GetProperty("ts").GetInt64())];
    }

    [Fact]
    public void Whatever_a_trace_has_in_it_becomes_json()
    {
        Assert.Single(Events(new Trace()));
        Assert.NotEmpty(Events(new Trace { Test = "\"<&\n", Failure = "\\", Events = [new TraceEvent(1, long.MaxValue, 3, "", 7, 0), new TraceEvent(2, 0, -1, "\"\u0001", -1, 0)] }));
    }

    private static List<JsonElement> Events(Trace trace) =>
        [.. JsonDocument.Parse(trace.ToChromeTrace()).RootElement.GetProperty("traceEvents").EnumerateArray()];

    private static bool Is(JsonElement traced, string phase) => traced.GetProperty("ph").GetString() == phase;

    private static (int, long) Place(JsonElement traced) => (traced.GetProperty("tid").GetInt32(), traced.GetProperty("ts").GetInt64());
}
