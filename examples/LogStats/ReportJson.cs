using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LogStats;

/// <summary>A report for programs. Names stay as they are; new ones may come.</summary>
internal static class ReportJson
{
    /// <param name="report">The report.</param>
    /// <param name="files">The names of the files that were read.</param>
    /// <param name="top">How many paths and clients to name.</param>
    /// <param name="scheduler">What the scheduler has decided; null where none took part.</param>
    public static string Of(LogReport report, IReadOnlyList<string> files, int top, SchedulerSummary? scheduler = null)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            Write(json, report, files, top);
            SchedulerJson.Write(json, scheduler);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, LogReport report, IReadOnlyList<string> files, int top)
    {
        WriteArray(json, "files", files, json.WriteStringValue);
        json.WriteNumber("requests", report.Requests);
        json.WriteNumber("unparsable", report.Faulty);
        WriteBytes(json, report.Bytes);
        WriteTime(json, "first", report, report.First);
        WriteTime(json, "last", report, report.Last);
        json.WriteNumber("distinct_paths", report.Paths.Count);
        json.WriteNumber("distinct_clients", report.Clients.Count);
        WriteSizes(json, report.Sizes);
        WriteClasses(json, report);
        WriteTally(json, "paths", "path", report.Paths, top);
        WriteTally(json, "clients", "client", report.Clients, top);
        WriteArray(json, "hours", report.Hours.ToArray(), json.WriteNumberValue);
        WriteFaulty(json, report, files);
    }

    private static void WriteSizes(Utf8JsonWriter json, SizeHistogram sizes)
    {
        json.WriteStartObject("response_size");
        foreach (var percent in (int[])[50, 95, 99])
            json.WriteNumber(string.Create(CultureInfo.InvariantCulture, $"p{percent}"), sizes.Percentile(percent));
        json.WriteEndObject();
    }

    private static void WriteClasses(Utf8JsonWriter json, LogReport report)
    {
        json.WriteStartObject("status");
        for (var digit = 0; digit < report.Classes.Length; digit++)
            if (report.Classes[digit] > 0)
                json.WriteNumber(string.Create(CultureInfo.InvariantCulture, $"{digit}xx"), report.Classes[digit]);
        json.WriteEndObject();
    }

    private static void WriteTally(Utf8JsonWriter json, string name, string key, Tally tally, int top) => WriteArray(json, name, tally.Top(top), entry =>
    {
        json.WriteStartObject();
        json.WriteString(key, Text(entry.Key));
        json.WriteNumber("requests", entry.Value.Requests);
        WriteBytes(json, entry.Value.Bytes);
        json.WriteEndObject();
    });

    private static void WriteFaulty(Utf8JsonWriter json, LogReport report, IReadOnlyList<string> files) => WriteArray(json, "first_unparsable", report.FirstFaulty.Lines, line =>
    {
        json.WriteStartObject();
        json.WriteString("file", files[line.Source.File]);
        json.WriteNumber("line", line.Source.Number);
        json.WriteString("fault", line.Fault);
        json.WriteString("text", Text(line.Source.Bytes.Span));
        json.WriteEndObject();
    });

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    /// <summary>A time in UTC; null when there was no request.</summary>
    private static void WriteTime(Utf8JsonWriter json, string name, LogReport report, DateTime time)
    {
        if (report.Requests > 0)
            json.WriteString(name, time);
        else
            json.WriteNull(name);
    }

    /// <summary>A number that may be larger than the writer's own types.</summary>
    private static void WriteBytes(Utf8JsonWriter json, Int128 bytes)
    {
        json.WritePropertyName("bytes");
        json.WriteRawValue(bytes.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Bytes that are no UTF-8 become U+FFFD.</summary>
    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
