using System.Globalization;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>A figure that a workload must show. Judged on two cores; printed, never an exit code.</summary>
/// <param name="Claim">The promise as the report prints it.</param>
/// <param name="Measure">The figure that was measured, and whether it keeps the promise.</param>
internal sealed record Promise(string Claim, Func<WorkloadResult, (string Measured, bool Met)> Measure)
{
    /// <summary><paramref name="contender"/> takes at least <paramref name="times"/> as long as this library.</summary>
    public static Promise AtLeast(string contender, double times) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{contender}/veda ≥ {times}"), result => Judge(result, contender, ratio => ratio >= times));

    /// <summary><paramref name="contender"/> takes longer than this library.</summary>
    public static Promise AheadOf(string contender) =>
        new($"ahead of {contender}", result => Judge(result, contender, ratio => ratio > 1));

    /// <summary>One whole run of this library allocates no more than this.</summary>
    public static Promise AllocatesAtMost(long bytes) => new(
        string.Create(CultureInfo.InvariantCulture, $"allocates ≤ {bytes:N0} bytes a run"),
        result => (string.Create(CultureInfo.InvariantCulture, $"{result.Veda.AllocBytes:N0}"), result.Veda.AllocBytes <= bytes));

    /// <summary>Elements cost this library no allocation: what a run needs, divided by its elements, is next to nothing.</summary>
    /// <param name="resultBytes">What the result takes for each element.</param>
    public static Promise AllocatesNothingPerElement(int resultBytes = 0) => new(
        string.Create(CultureInfo.InvariantCulture, $"allocates < 0.01 bytes an element{(resultBytes == 0 ? "" : $" beyond the result's {resultBytes}")}"),
        result =>
        {
            var bytes = (result.Veda.AllocBytes / result.N) - resultBytes;
            return (bytes.ToString("F4", CultureInfo.InvariantCulture), bytes < 0.01);
        });

    /// <summary>So many in a second of the machine's: for what has no other to be compared with.</summary>
    public static Promise PerSecond(string what, int least) => new(
        string.Create(CultureInfo.InvariantCulture, $"≥ {least:N0} {what} a second"),
        result =>
        {
            var rate = result.N / result.Veda.MedianMs * 1_000;
            return (rate.ToString("N0", CultureInfo.InvariantCulture), rate >= least);
        });

    /// <summary>A process that does the workload once with this library, and nothing else, never has more in memory.</summary>
    /// <param name="workload">Its name.</param>
    /// <param name="megabytes">The limit.</param>
    public static Promise PeaksBelow(string workload, int megabytes) => new(
        string.Create(CultureInfo.InvariantCulture, $"peak working set < {megabytes} MB"),
        _ => ChildProcess.Run<PeakMemory>($"memory of {workload}", file => [PeakChild.Verb, workload, file]) is { } peak
            ? (string.Create(CultureInfo.InvariantCulture, $"{peak.Bytes / 1e6:F0} MB"), peak.Bytes < megabytes * 1e6)
            : ("failed", false));

    private static (string Measured, bool Met) Judge(WorkloadResult result, string contender, Func<double, bool> keeps)
    {
        var ratio = result.Contenders.Single(c => c.Name == contender).RatioToVeda;
        return (ratio.ToString("F2", CultureInfo.InvariantCulture), keeps(ratio));
    }
}
