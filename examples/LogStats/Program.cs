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
        var scheduler = VedaRuntime.Default.Scheduler;
        using var log = arguments.Sequential ? null : new SchedulerLog(scheduler.Decisions, scheduler.Load, scheduler.Batches, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        var (logs, report) = ReadingBar.Show(messages, files, progress =>
        {
            var logs = new LogFiles(files, progress);
            return (logs, arguments.Sequential ? logs.Sequential(cancellation) : logs.Parallel(cancellation));
        });
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        if (arguments.Json)
            output.Profile.Out.Writer.WriteLine(ReportJson.Of(report, files, arguments.Top, log?.Summary));
        else
            new ReportView(output, files, arguments.Top).Show(report);
        if (!arguments.Json && log is not null)
            new SchedulerView(messages).Show(log.Summary);
        told.WriteLine(ReadingBar.Describe(logs.Read.Lines, elapsed));
        foreach (var fault in logs.Faults)
            told.WriteLine($"LogStats: {fault}");
        return logs.Faults.Count == 0 ? 0 : 1;
    }
}
