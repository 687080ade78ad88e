using System.Globalization;
using Spectre.Console;

namespace LogStats;

/// <summary>Shows what the scheduler has decided: a line for each change of the number of workers, or one that says that there was none.</summary>
/// <param name="console">Where to.</param>
internal sealed class SchedulerView(IAnsiConsole console)
{
    /// <summary>So many changes are shown: where it has come to counts, not the way.</summary>
    public const int Most = 6;

    public void Show(SchedulerSummary summary)
    {
        if (summary.Changes == 0)
        {
            Line($"Scheduler: {Workers(summary.Workers)} all the time{Sizes(summary.Batches)}; {Load(summary)}");
            return;
        }

        console.WriteLine();
        console.WriteLine("What the scheduler decided", new Style(decoration: Decoration.Bold));
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("After", column => column.RightAligned().NoWrap())
            .AddColumn("Workers", column => column.NoWrap())
            .AddColumn("Lines a batch", column => column.NoWrap())
            .AddColumn("Why");
        foreach (var change in summary.Latest.TakeLast(Most))
            table.AddRow(new Text(Text($"{change.After.TotalSeconds:F3} s")), new Text($"{change.From} to {change.To}"), new Text(Text($"{Range(change.Batches)}")), new Text(change.Reason));
        console.Write(table);
        if (summary.Changes > Most)
            Line($"These are the last {Most} of {summary.Changes:N0} changes.");
        Line($"{Workers(summary.Workers)} at the end{Sizes(summary.Batches)}; {Load(summary)}");
    }

    private static string Workers(int count) => count == 1 ? "1 worker" : Text($"{count:N0} workers");

    private static string Sizes(BatchRange batches) => batches.IsNone ? "" : $", batches of {Range(batches)} lines";

    private static string Range(BatchRange batches) =>
        batches.IsNone ? "none" : batches.Fewest == batches.Most ? Text($"{batches.Most:N0}") : Text($"{batches.Fewest:N0} to {batches.Most:N0}");

    private static string Load(SchedulerSummary summary) => summary.Windows == 0
        ? "too short a time to measure"
        : Text($"{summary.Windows:N0} {(summary.Windows == 1 ? "window" : "windows")} measured, workers busy {summary.Busy:P0} of the time, {summary.ProcessorsUsed:F1} processors used, {summary.ElementsPerSecond:N0} elements a second");

    private void Line(FormattableString text) => console.Profile.Out.Writer.WriteLine(Text(text));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
