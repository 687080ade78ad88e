using System.Text;
using FsCheck.Xunit;
using LogStats;
using Spectre.Console;
using Xunit;

namespace Veda.Rx.Tests.Examples;

public sealed class LogReportTests
{
    private static readonly LogLine[] s_lines = SampleLines(2_000);

    [Property(MaxTest = 50)]
    public void The_order_of_lines_and_the_shape_of_merges_do_not_show(int seed, byte parts)
    {
        var random = new Random(seed);
        var shuffled = s_lines.ToArray();
        random.Shuffle(shuffled);
        var reports = Enumerable.Range(0, 1 + (parts % 16)).Select(_ => new LogReport()).ToList();
        foreach (var line in shuffled)
            reports[random.Next(reports.Count)].Add(line);
        while (reports.Count > 1)
        {
            var other = reports[^1];
            reports.RemoveAt(reports.Count - 1);
            reports[random.Next(reports.Count)].Merge(other);
        }

        Assert.Equal(Shown(s_lines.Aggregate(new LogReport(), (report, line) => report.Add(line))), Shown(reports[0]));
    }

    [Fact]
    public void Adds_up_what_lines_say()
    {
        var report = new LogReport();
        foreach (var text in (string[])
            [
                "a - - [17/May/2015:10:05:03 +0200] \"GET /x HTTP/1.1\" 200 100",
                "b - - [17/May/2015:11:05:03 +0000] \"GET /y HTTP/1.1\" 404 -",
                "a - - [16/May/2015:10:05:03 +0000] \"GET /y HTTP/1.1\" 500 7",
                "nonsense",
            ])
            report.Add(LogLine.Parse(new TextLine(Encoding.UTF8.GetBytes(text), 0, 1)));

        Assert.Equal((3, 1, 107), (report.Requests, report.Faulty, (int)report.Bytes));
        Assert.Equal(new DateTime(2015, 5, 16, 10, 5, 3), report.First);
        Assert.Equal(new DateTime(2015, 5, 17, 11, 5, 3), report.Last);
        Assert.Equal([0, 0, 1, 0, 1, 1, 0, 0, 0, 0], report.Classes.ToArray());
        Assert.Equal((2, 1), (report.Hours[10], report.Hours[11]));
        Assert.Equal(["/y", "/x"], report.Paths.Top(9).Select(entry => Encoding.UTF8.GetString(entry.Key)));
        Assert.Equal([2L, 1L], report.Clients.Top(9).Select(entry => entry.Value.Requests));
    }

    [Fact]
    public void Sizes_beyond_what_a_long_holds_add_up()
    {
        var line = LogLine.Parse(new TextLine("a - - [17/May/2015:10:05:03 +0000] \"GET /x HTTP/1.1\" 200 999999999999999"u8.ToArray(), 0, 1));
        var report = new LogReport();
        for (var count = 0; count < 10_000; count++)
            report.Add(line);

        Assert.Equal((Int128)999_999_999_999_999 * 10_000, report.Bytes);
        Assert.Equal(report.Bytes, report.Paths.Top(1).Single().Value.Bytes);
    }

    [Fact]
    public void Long_paths_count_by_their_beginning()
    {
        var tally = new Tally();
        tally.Add(Encoding.UTF8.GetBytes(new string('x', Tally.LongestKey) + "a"), 1);
        tally.Add(Encoding.UTF8.GetBytes(new string('x', Tally.LongestKey) + "b"), 2);

        Assert.Equal(new Tally.Share(2, 3), tally.Top(9).Single().Value);
    }

    private static LogLine[] SampleLines(int count)
    {
        using var log = new MemoryStream();
        SampleLog.Write(log, count, seed: 1);
        var text = Encoding.UTF8.GetString(log.ToArray()).TrimEnd('\n').Split('\n');
        return [.. text.Select((line, index) => LogLine.Parse(
            new TextLine(Encoding.UTF8.GetBytes(index % 100 == 99 ? "broken" : line), index % 3, (index / 3) + 1)))];
    }

    private static string Shown(LogReport report)
    {
        var shown = new StringWriter();
        new ReportView(Consoles.Plain(shown), ["a", "b", "c"], top: 50).Show(report);
        return shown.ToString();
    }
}
