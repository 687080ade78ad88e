using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LogStats;

/// <summary>Shows a report. What comes from a log is shown as text, never as markup.</summary>
/// <param name="console">Where to.</param>
/// <param name="files">The names of the files that were read.</param>
/// <param name="top">How many paths and clients to show.</param>
internal sealed class ReportView(IAnsiConsole console, IReadOnlyList<string> files, int top)
{
    private const int LongestExcerpt = 120;

    public void Show(LogReport report)
    {
        ShowSummary(report);
        if (report.Requests > 0)
        {
            ShowClasses(report);
            ShowTop("Path", report.Paths, report.Requests);
            ShowTop("Client", report.Clients, report.Requests);
            ShowHours(report);
        }

        if (report.Faulty > 0)
            ShowFaulty(report);
    }

    private void ShowSummary(LogReport report)
    {
        Title("Access log");
        Row("Requests", Number(report.Requests));
        Row("Unparsable lines", Number(report.Faulty));
        Row("Bytes", Number(report.Bytes));
        if (report.Requests == 0)
            return;
        Row("First, last", $"{report.First:yyyy-MM-dd HH:mm:ss} to {report.Last:yyyy-MM-dd HH:mm:ss} UTC");
        Row("Distinct", $"{Number(report.Paths.Count)} paths, {Number(report.Clients.Count)} clients");
        var (half, most, nearlyAll) = (report.Sizes.Percentile(50), report.Sizes.Percentile(95), report.Sizes.Percentile(99));
        Row("Response size", $"p50 {Number(half)}   p95 {Number(most)}   p99 {Number(nearlyAll)} bytes (within 1 %)");
    }

    private void ShowClasses(LogReport report)
    {
        var table = NewTable("Status", "Requests", "Share");
        for (var digit = 0; digit < report.Classes.Length; digit++)
            if (report.Classes[digit] > 0)
                table.AddRow(Cells($"{digit}xx", Number(report.Classes[digit]), Percent(report.Classes[digit], report.Requests)));
        console.Write(table);
    }

    private void ShowTop(string what, Tally tally, long requests)
    {
        var table = NewTable(what, "Requests", "Share", "Bytes");
        var room = Math.Max(20, console.Profile.Width - 45);
        foreach (var (key, share) in tally.Top(top))
            table.AddRow(Cells(Name(key, room), Number(share.Requests), Percent(share.Requests, requests), Number(share.Bytes)));
        console.Write(table);
    }

    private void ShowHours(LogReport report)
    {
        var chart = new BarChart().Width(Math.Min(console.Profile.Width, 72)).UseValueFormatter((value, _) => Number((long)value));
        for (var hour = 0; hour < report.Hours.Length; hour++)
            chart.AddItem($"{hour:00}", report.Hours[hour], Color.SteelBlue1);
        Title("Requests per hour of the day, as the server's clock showed it");
        console.Write(chart);
    }

    private void ShowFaulty(LogReport report)
    {
        Title(report.Faulty > FirstLines.Most ? $"The first {FirstLines.Most} unparsable lines" : "Unparsable lines");
        foreach (var line in report.FirstFaulty.Lines)
        {
            console.WriteLine($"{Printable.From(files[line.Source.File])}:{line.Source.Number}: {line.Fault}");
            console.WriteLine($"    {Printable.From(line.Source.Bytes.Span, Math.Min(LongestExcerpt, console.Profile.Width - 5))}");
        }
    }

    private void Title(string text)
    {
        console.WriteLine();
        console.WriteLine(text, new Style(decoration: Decoration.Bold));
    }

    private void Row(string name, string value) => console.WriteLine($"{name,-18}{value}");

    private static Table NewTable(string first, params string[] numbers)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(first);
        foreach (var name in numbers)
            table.AddColumn(name, column => column.RightAligned().NoWrap());
        return table;
    }

    private static IRenderable[] Cells(params string[] texts) => [.. texts.Select(text => new Text(text))];

    private static string Name(byte[] key, int room) => key.Length == 0 ? "(none)" : Printable.From(key, room);

    private static string Number(Int128 value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(long part, long whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:F1} %");
}
