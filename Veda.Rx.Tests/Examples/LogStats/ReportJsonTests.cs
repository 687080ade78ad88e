using System.Text;
using System.Text.Json;
using LogStats;
using Xunit;

namespace Veda.Rx.Tests.Examples;

public sealed class ReportJsonTests
{
    [Fact]
    public void Every_figure_has_a_name_that_stays()
    {
        var json = Of(
            "a - - [17/May/2015:10:05:03 +0200] \"GET /x?q=1 HTTP/1.1\" 200 999999999999999",
            "b\xff - - [17/May/2015:11:05:03 +0000] \"GET /\"y\"z HTTP/1.1\" 404 -",
            "non\u001bsense");

        Assert.Equal(
            ["files", "requests", "unparsable", "bytes", "first", "last", "distinct_paths", "distinct_clients", "response_size", "status", "paths", "clients", "hours", "first_unparsable", "scheduler"],
            json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("log", 2, 1), (json.GetProperty("files")[0].GetString(), json.GetProperty("requests").GetInt64(), json.GetProperty("unparsable").GetInt64()));
        Assert.Equal(999_999_999_999_999, json.GetProperty("bytes").GetInt64());
        Assert.Equal(new DateTimeOffset(2015, 5, 17, 8, 5, 3, TimeSpan.Zero), json.GetProperty("first").GetDateTimeOffset());
        Assert.Equal((1, 1), (json.GetProperty("status").GetProperty("2xx").GetInt64(), json.GetProperty("status").GetProperty("4xx").GetInt64()));
        Assert.Equal(["/\"y\"z", "/x"], json.GetProperty("paths").EnumerateArray().Select(entry => entry.GetProperty("path").GetString()));
        Assert.Equal(24, json.GetProperty("hours").GetArrayLength());
        var faulty = json.GetProperty("first_unparsable")[0];
        Assert.Equal(("log", 3, "non\u001bsense"), (faulty.GetProperty("file").GetString(), faulty.GetProperty("line").GetInt64(), faulty.GetProperty("text").GetString()));
        Assert.StartsWith("no client", faulty.GetProperty("fault").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("scheduler").ValueKind);
    }

    [Fact]
    public void What_the_scheduler_decided_is_the_last_field()
    {
        var summary = new SchedulerSummary(3, 40, 0.87654, 1.5, 12_345.6, new(1, 500), 2, [new(TimeSpan.FromMilliseconds(1.5), 2, 3, new(1, 64), "they wait"), new(TimeSpan.FromSeconds(2), 3, 2, default, "")]);
        using var json = JsonDocument.Parse(ReportJson.Of(new LogReport(), ["log"], 10, summary));
        Assert.Equal(
            """
            {"workers":3,"windows":40,"busy":0.877,"processors_used":1.5,"elements_per_second":12346,"batch":{"min":1,"max":500},"changes":2,
            "latest_changes":[{"seconds":0.0015,"from":2,"to":3,"batch":{"min":1,"max":64},"reason":"they wait"},{"seconds":2,"from":3,"to":2,"batch":null,"reason":""}]}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(json.RootElement.GetProperty("scheduler")));
    }

    [Fact]
    public void Nothing_is_a_report_too()
    {
        var json = Of();
        Assert.Equal((0, JsonValueKind.Null, JsonValueKind.Null), (json.GetProperty("requests").GetInt64(), json.GetProperty("first").ValueKind, json.GetProperty("last").ValueKind));
        Assert.Empty(json.GetProperty("status").EnumerateObject());
    }

    [Fact]
    public void What_no_other_number_holds_is_written_whole()
    {
        var report = new LogReport();
        var line = LogLine.Parse(new TextLine("a - - [17/May/2015:10:05:03 +0000] \"GET /x HTTP/1.1\" 200 999999999999999"u8.ToArray(), 0, 1));
        for (var count = 0; count < 20_000; count++)
            report.Add(line);
        using var json = JsonDocument.Parse(ReportJson.Of(report, ["log"], 10));
        Assert.Equal(((Int128)999_999_999_999_999 * 20_000).ToString(), json.RootElement.GetProperty("bytes").GetRawText());
    }

    private static JsonElement Of(params string[] lines)
    {
        var report = new LogReport();
        foreach (var (index, text) in lines.Index())
            report.Add(LogLine.Parse(new TextLine(Encoding.Latin1.GetBytes(text), 0, index + 1)));
        using var json = JsonDocument.Parse(ReportJson.Of(report, ["log"], 10));
        return json.RootElement.Clone();
    }
}
