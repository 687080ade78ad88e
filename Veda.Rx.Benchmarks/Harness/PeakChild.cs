using System.Diagnostics;
using System.Globalization;
using Veda.Rx.Benchmarks.Workloads;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary><c>peak-child NAME FILE</c>: runs this library's contender of a workload once, at full size, and writes what memory the process had at most.</summary>
internal static class PeakChild
{
    public const string Verb = "peak-child";

    public static int Run(string name, string file)
    {
        var entry = Catalogue.All.Single(e => e.Name == name);
        using var workload = entry.Create(entry.Size);
        workload.Contenders.Single(contender => contender.Role == Role.Veda).Measure(repeats: 1);
        using var process = Process.GetCurrentProcess();
        Json.Write(file, new PeakMemory(process.PeakWorkingSet64));
        return ExitCode.Success;
    }

    /// <summary>A process that does the workload once with this library, and nothing else, never has more in memory.</summary>
    /// <param name="workload">Its name.</param>
    /// <param name="megabytes">The limit.</param>
    public static Promise Below(string workload, int megabytes) => new(
        string.Create(CultureInfo.InvariantCulture, $"peak working set < {megabytes} MB"),
        _ => ChildProcess.Run<PeakMemory>($"memory of {workload}", file => [Verb, workload, file]) is { } peak
            ? (string.Create(CultureInfo.InvariantCulture, $"{peak.Bytes / 1e6:F0} MB"), peak.Bytes < megabytes * 1e6)
            : ("failed", false));
}

/// <param name="Bytes">The largest working set of a process so far.</param>
internal sealed record PeakMemory(long Bytes);
