using System.Globalization;
using Spectre.Console;

namespace LogStats;

/// <summary>A progress bar over the bytes of the files, with the lines read and lines per second so far.</summary>
internal sealed class ReadingBar : IProgress<ReadingProgress>
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly ProgressTask _task;
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private ReadingProgress _latest;
    private TimeSpan _shown;

    private ReadingBar(ProgressTask task) => _task = task;

    /// <summary>Runs <paramref name="work"/> under a bar; where the console is no terminal, without one.</summary>
    public static T Show<T>(IAnsiConsole console, IReadOnlyList<string> files, Func<IProgress<ReadingProgress>, T> work)
    {
        if (!console.Profile.Out.IsTerminal)
            return work(new Silence());
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bar = new ReadingBar(context.AddTask("Reading", maxValue: Math.Max(1, SizeOf(files))));
                try
                {
                    return work(bar);
                }
                finally
                {
                    bar.Move();
                    context.Refresh();
                }
            });
    }

    /// <summary>Moves the bar, unless it has just moved: drawing must not slow the reading down.</summary>
    public void Report(ReadingProgress value)
    {
        _latest = value;
        if (Elapsed - _shown >= s_pause)
            Move();
    }

    private TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_started);

    /// <summary>Shows the latest report; at the end, too, so that the last one counts.</summary>
    private void Move()
    {
        _shown = Elapsed;
        _task.Value = _latest.Bytes;
        _task.Description = Describe(_latest.Lines, _shown);
    }

    /// <summary>Lines and lines per second, in words.</summary>
    public static string Describe(long lines, TimeSpan elapsed) =>
        string.Create(CultureInfo.InvariantCulture, $"{lines:N0} lines in {elapsed.TotalSeconds:F1} s, {lines / Math.Max(elapsed.TotalSeconds, 1e-6):N0} a second");

    private static long SizeOf(IReadOnlyList<string> files) =>
        files.Where(File.Exists).Sum(file => new FileInfo(file).Length);

    private sealed class Silence : IProgress<ReadingProgress>
    {
        public void Report(ReadingProgress value)
        {
        }
    }
}
