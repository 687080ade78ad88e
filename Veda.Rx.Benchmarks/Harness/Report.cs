using System.Globalization;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>Prints a workload's table and its promises.</summary>
internal static class Report
{
    public static void Print(Workload workload, WorkloadResult result, CompareOptions options)
    {
        Console.WriteLine();
        Line($"{result.Name}: {workload.Job}");
        Line($"  n = {result.N:N0}, {result.Rounds} rounds, parallel ceiling {result.Ceiling:F2}, GC {PinnedRuntime.CollectorInUse}");
        Line($"  {"contender",-18}{"role",-12}{"median",12}{"min",12}{"bytes/element",16}{"time/veda",12}");
        foreach (var c in result.Contenders)
            Line($"  {c.Name,-18}{c.Role.ToString().ToLowerInvariant(),-12}{Time(c.MedianMs),12}{Time(c.MinMs),12}{c.AllocBytes / result.N,16:N3}{c.RatioToVeda,12:F2}");
        PrintParts(workload, result);
        foreach (var check in workload.Checks)
            Line($"  holds: {check.Claim}");
        if (!options.Quick)
            PrintPromises(workload, result);
    }

    private static void PrintParts(Workload workload, WorkloadResult result)
    {
        if (workload.Parts.Count == 0)
            return;
        Console.WriteLine($"  {"time (time/veda)",-18}{string.Concat(workload.Parts.Select(part => $"{part,22}"))}");
        foreach (var c in result.Contenders)
            Console.WriteLine($"  {c.Name,-18}{string.Concat(c.Parts.Select(part => $"{Text($"{Time(part.MedianMs)} ({part.RatioToVeda:F2})"),22}"))}");
    }

    private static void PrintPromises(Workload workload, WorkloadResult result)
    {
        foreach (var promise in workload.Promises)
        {
            var (measured, met) = promise.Measure(result);
            Line($"  must show: {promise.Claim}: {measured}, {(met ? "met" : "NOT MET")}");
        }
    }

    private static string Time(double ms) => ms < 0.1 ? Text($"{ms * 1000:F3} µs") : Text($"{ms:F2} ms");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Line(FormattableString text) => Console.WriteLine(Text(text));
}
