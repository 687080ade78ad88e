using System.Globalization;
using System.Text;

namespace Veda.Rx.Testing;

/// <summary>Diagrams one under the other, each frame of all of them in one column.</summary>
/// <param name="Lines">The diagrams, as long as each other but for the spaces at their ends.</param>
/// <param name="Starts">In which column each frame begins in which something happens.</param>
internal sealed record MarbleColumns(IReadOnlyList<string> Lines, IReadOnlyDictionary<long, int> Starts)
{
    /// <summary>More frames than that in which nothing happens are written as a number.</summary>
    private const long LongestGap = 20;

    public static MarbleColumns Align(params MarbleTimeline[] timelines)
    {
        var frames = new SortedSet<long>(timelines.SelectMany(timeline => timeline.Frames));
        var lines = timelines.Select(_ => new StringBuilder()).ToArray();
        var starts = new Dictionary<long, int>();
        var next = Math.Min(0, frames.Min);
        foreach (var frame in frames)
        {
            var gap = Gap(frame - next);
            var width = timelines.Max(timeline => Token(timeline, frame).Length);
            if (gap.Length == 0 && Enumerable.Range(0, lines.Length).Any(i => MarbleText.NeedsSpace(lines[i], Token(timelines[i], frame))))
                gap = " ";
            starts[frame] = lines[0].Length + gap.Length;
            for (var i = 0; i < lines.Length; i++)
                lines[i].Append(gap).Append(Token(timelines[i], frame).PadRight(width));
            next = frame + 1;
        }
        return new MarbleColumns([.. lines.Select(line => line.ToString().TrimEnd())], starts);
    }

    private static string Token(MarbleTimeline timeline, long frame) => timeline[frame] ?? "-";

    private static string Gap(long frames) =>
        frames > LongestGap ? string.Create(CultureInfo.InvariantCulture, $"{{{frames}}}") : new string('-', (int)frames);
}
