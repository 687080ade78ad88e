using Veda.Rx;

namespace LogStats;

/// <summary>Files, read one after the other into one report.</summary>
/// <param name="paths">The files. What is wrong with one is told in <see cref="Faults"/>, and reading goes on with the next.</param>
/// <param name="progress">Told how much has been read.</param>
internal sealed class LogFiles(IReadOnlyList<string> paths, IProgress<ReadingProgress> progress)
{
    private readonly List<string> _faults = [];

    /// <summary>What was wrong with which file.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What has been read so far.</summary>
    public ReadingProgress Read { get; private set; }

    /// <summary>The report on all files, computed on all cores. What it keeps of a line is copied, so the line's memory is used again.</summary>
    public LogReport Parallel(CancellationToken cancellation) => Reported((file, log) => VedaStream.Utf8Lines(log, new LineOptions { ReusesMemory = true })
        .Enumerate()
        .Map(line => LogLine.Parse(new TextLine(line.Value, file, line.Index + 1)))
        .Unordered()
        .Fold(() => new LogReport(), (report, line) => report.Add(line), (report, other) => report.Merge(other))
        .Wait(cancellation));

    /// <summary>The same on plain LINQ, on one thread, to compare with.</summary>
    public LogReport Sequential(CancellationToken cancellation) => Reported((file, log) => PlainLines.Of(log, cancellation)
        .Select((line, index) => LogLine.Parse(new TextLine(line, file, index + 1)))
        .Aggregate(new LogReport(), (report, line) => report.Add(line)));

    private LogReport Reported(Func<int, LogInput, LogReport> reportOn)
    {
        var whole = new LogReport();
        foreach (var (file, path) in paths.Index())
        {
            using var log = new LogInput(path, progress, Read);
            try
            {
                whole.Merge(reportOn(file, log));
            }
            catch (InvalidDataException)
            {
                _faults.Add($"{Printable.From(path)}: has a line of more than {LogLine.Unreadable:N0} bytes; not counted");
            }

            Read = log.Total;
            if (log.Fault is { } fault)
                _faults.Add($"{Printable.From(path)}: {fault}");
        }

        return whole;
    }
}
