using System.Globalization;
using System.Text;

namespace Veda.Rx.Testing;

/// <summary>A trace as text: a column for each lane, a line for each step.</summary>
internal static class LaneDiagram
{
    private const int Width = 120;
    private const int LeastColumn = 16;
    private const int Gap = 2;

    /// <summary>Draws the last steps of a trace.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="most">How many steps at most.</param>
    public static string Draw(Trace trace, int most)
    {
        var steps = trace.Events.Skip(Math.Max(0, trace.Events.Count - most)).ToArray();
        var lanes = steps.Select(step => step.Lane).Distinct().Order().ToArray();
        var left = Math.Max(4, Digits(trace.Events.Count)) + 2;
        var time = Math.Max(4, steps.Select(step => Digits(step.Time)).DefaultIfEmpty().Max()) + Gap;
        var text = new StringBuilder();
        if (steps.Length < trace.Events.Count)
            text.Append(CultureInfo.InvariantCulture, $"({trace.Events.Count - steps.Length} steps before)\n");
        // With so many lanes that columns would be too narrow, each line names its lane instead.
        var fits = (Width - left - time) / Math.Max(lanes.Length, 1) >= LeastColumn;
        var columns = fits ? lanes.Select(lane => Math.Clamp(Widest(trace, steps, lane), LeastColumn, (Width - left - time) / lanes.Length)).ToArray() : [];
        Line("step", "time", "", fits ? [.. lanes.Select(lane => Trace.LaneName(trace.Lanes, lane))] : ["lane: operation"]);
        foreach (var step in steps)
        {
            Line(Text(step.Step), Text(step.Time), step.Picked == 0 ? " " : "»", fits
                ? [.. lanes.Select(lane => lane == step.Lane ? step.Operation : "·")]
                : [$"{Trace.LaneName(trace.Lanes, step.Lane)}: {step.Operation}"]);
        }
        return text.ToString();

        void Line(string number, string when, string mark, string[] cells)
        {
            var line = new StringBuilder();
            line.Append(mark).Append(number.PadLeft(left - 1 - mark.Length)).Append(' ').Append(when.PadLeft(time - Gap)).Append(' ', Gap);
            for (var i = 0; i < cells.Length; i++)
                line.Append(fits ? Cut(cells[i], columns[i] - Gap).PadRight(columns[i]) : OneLine(cells[i]));
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
    }

    private static int Widest(Trace trace, TraceEvent[] steps, int lane) =>
        Math.Max(Trace.LaneName(trace.Lanes, lane).Length, steps.Where(step => step.Lane == lane).Max(step => step.Operation.Length)) + Gap;

    private static string Cut(string text, int length)
    {
        text = OneLine(text);
        if (text.Length <= length)
            return text;
        var kept = length - 1;
        return $"{text[..(char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept)]}…";
    }

    /// <summary>What a test's own objects call themselves may have lines.</summary>
    private static string OneLine(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)) : text;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Digits(long number) => Text(number).Length;
}
