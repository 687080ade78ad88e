using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Veda.Rx.Testing;

/// <summary>A trace in the Trace Event Format of Chrome, which Perfetto reads too: one process, whose threads are the lanes.</summary>
internal static class ChromeTrace
{
    private const int Process = 1;

    public static string Of(Trace trace)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("displayTimeUnit", "ns");
            writer.WriteStartArray("traceEvents");
            WriteNames(writer, trace);
            WriteSteps(writer, trace);
            writer.WriteEndArray();
            WriteOrigin(writer, trace);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteNames(Utf8JsonWriter writer, Trace trace)
    {
        WriteName(writer, "process_name", 0, trace.Test.Length == 0 ? "trace" : trace.Test);
        foreach (var lane in trace.Events.Select(step => step.Lane).Distinct().Order())
            WriteName(writer, "thread_name", lane, Trace.LaneName(trace.Lanes, lane));
    }

    private static void WriteName(Utf8JsonWriter writer, string kind, int lane, string name)
    {
        Begin(writer, kind, "M", lane, 0);
        writer.WriteStartObject("args");
        writer.WriteString("name", name);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteSteps(Utf8JsonWriter writer, Trace trace)
    {
        var begins = new long[trace.Events.Count];   // in microseconds
        for (var i = 0; i < begins.Length; i++)
        {
            var step = trace.Events[i];
            var time = step.Time / TimeSpan.TicksPerMicrosecond;
            begins[i] = i == 0 ? time : Math.Max(time, begins[i - 1] + 1);
            WriteStep(writer, step, begins[i]);
            if (step.Cause <= 0 || step.Cause > i)
                continue;
            WriteFlow(writer, "s", step.Step, trace.Events[step.Cause - 1].Lane, begins[step.Cause - 1]);
            WriteFlow(writer, "f", step.Step, step.Lane, begins[i]);
        }
        if (trace.Failure is not null && begins.Length > 0)
            WriteFailure(writer, trace.Events[^1].Lane, begins[^1] + 1, trace.Failure);
    }

    private static void WriteStep(Utf8JsonWriter writer, TraceEvent step, long begin)
    {
        Begin(writer, step.Operation.Length == 0 ? "step" : step.Operation, "X", step.Lane, begin);
        writer.WriteNumber("dur", 1);
        writer.WriteString("cat", step.Picked == 0 ? "step" : "step,unusual");
        writer.WriteStartObject("args");
        writer.WriteNumber("step", step.Step);
        writer.WriteNumber("ticks", step.Time);
        writer.WriteNumber("cause", step.Cause);
        writer.WriteNumber("picked", step.Picked);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>One end of an arrow; both have the number of the step that it leads to.</summary>
    private static void WriteFlow(Utf8JsonWriter writer, string phase, int id, int lane, long time)
    {
        Begin(writer, "cause", phase, lane, time);
        writer.WriteString("cat", "cause");
        writer.WriteNumber("id", id);
        if (phase == "f")
            writer.WriteString("bp", "e");   // to the slice around it, not to the next one
        writer.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter writer, int lane, long time, string failure)
    {
        Begin(writer, "failure", "i", lane, time);
        writer.WriteString("s", "g");   // across all lanes
        writer.WriteStartObject("args");
        writer.WriteString("message", failure);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteOrigin(Utf8JsonWriter writer, Trace trace)
    {
        writer.WriteStartObject("otherData");
        writer.WriteString("library", trace.Library);
        writer.WriteString("runtime", trace.Runtime);
        writer.WriteString("strategy", trace.Strategy);
        writer.WriteString("seed", $"{trace.Seed}");
        writer.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter writer, string name, string phase, int lane, long time)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("ph", phase);
        writer.WriteNumber("pid", Process);
        writer.WriteNumber("tid", lane + 1);   // some viewers take thread 0 for none
        writer.WriteNumber("ts", time);
    }
}
