using Spectre.Console;
using Veda.Rx;

namespace LogStats;

internal static class Program
{
    private const int SampleLines = 1_000_000;

    private static int Main(string[] args)
    {
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        };
        var messages = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return Run(args, AnsiConsole.Console, messages, cancellation.Token);
    }

    /// <summary>The whole program: the report goes to <paramref name="output"/>, everything else to <paramref name="messages"/>.</summary>
    /// <returns>The exit code.</returns>
    internal static int Run(string[] args, IAnsiConsole output, IAnsiConsole messages, CancellationToken cancellation)
    {
        var told = messages.Profile.Out.Writer;
        try
        {
            var arguments = Arguments.Parse(args);
            if (!arguments.Help)
                return Report(arguments, output, messages, cancellation);
            output.Profile.Out.Writer.WriteLine(Arguments.Usage);
            return 0;
        }
        catch (FormatException wrong)
        {
            told.WriteLine($"LogStats: {wrong.Message}\nTry 'LogStats --help'.");
            return 2;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            told.WriteLine($"LogStats: {Printable.From(broken.Message)}");
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            told.WriteLine("LogStats: cancelled");
            return 130;
        }
    }

    private static int Report(Arguments arguments, IAnsiConsole output, IAnsiConsole messages, CancellationToken cancellation)
    {
        var told = messages.Profile.Out.Writer;
        IReadOnlyList<string> files = arguments.Files is { Count: > 0 } given
            ? given
            : [SampleLog.Ensure(Path.GetTempPath(), SampleLines, path => told.WriteLine($"Writing a sample log of {SampleLines:N0} lines to {path}"), cancellation)];
        var started = TimeProvider.System.GetTimestamp();
        var (reader, report) = ReadingBar.Show(messages, files, progress =>
        {
            var reader = new LogReader(files, progress, cancellation);
            return (reader, arguments.Sequential ? Sequential(reader) : Parallel(reader, cancellation));
        });
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        new ReportView(output, files, arguments.Top).Show(report);
        told.WriteLine(ReadingBar.Describe(reader.Read.Lines, elapsed));
        foreach (var fault in reader.Faults)
            told.WriteLine($"LogStats: {fault}");
        return reader.Faults.Count == 0 ? 0 : 1;
    }

    private static LogReport Parallel(LogReader reader, CancellationToken cancellation) => reader.Blocks().ToVeda()
        .FlatMap(block => block.Lines())
        .Map(LogLine.Parse)
        .Unordered()
        .Fold(() => new LogReport(), (report, line) => report.Add(line), (report, other) => report.Merge(other))
        .Wait(cancellation);

    /// <summary>The same on plain LINQ, to compare with.</summary>
    private static LogReport Sequential(LogReader reader) => reader.Blocks()
        .SelectMany(block => block.Lines())
        .Select(LogLine.Parse)
        .Aggregate(new LogReport(), (report, line) => report.Add(line));
}
