using System.Globalization;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary><c>footprint</c>: what a runtime costs in memory and, while nothing happens, in processor time.</summary>
internal static class FootprintCommand
{
    private const int Rounds = 3;
    private const int ManyWorkers = 16;
    private const double Megabyte = 1 << 20;

    public static int Run(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine($"footprint takes no arguments, not {args[0]}");
            return ExitCode.Usage;
        }

        Console.WriteLine(Machine.Current);
        Console.WriteLine($"working set, medians of {Rounds} processes of their own with {PinnedRuntime.Description}");
        var one = new List<Footprint>();
        var many = new List<Footprint>();
        for (var round = 0; round < Rounds; round++)
        {
            if (Measure(1) is not { } single || Measure(ManyWorkers) is not { } several)
                return ExitCode.WrongAnswer;
            one.Add(single);
            many.Add(several);
        }

        bool[] met =
        [
            Judge("a runtime with one worker, after start", one.Median(f => f.Started) / Megabyte, 5, "MB"),
            Judge("every further worker", (many.Median(f => f.Started) - one.Median(f => f.Started)) / (ManyWorkers - 1) / Megabyte, 1, "MB"),
            Judge(string.Create(CultureInfo.InvariantCulture, $"growth over {FootprintChild.Streams:N0} streams"), many.Median(f => f.Grown) / Megabyte, 1, "MB"),
            Judge($"processor time of {ManyWorkers} workers that sleep", 100 * many.Median(f => f.IdleCpu), 1, "% of a core"),
        ];
        return met.All(kept => kept) ? ExitCode.Success : ExitCode.BudgetExceeded;
    }

    private static Footprint? Measure(int workers) => ChildProcess.Run<Footprint>(
        $"footprint of {workers} workers",
        file => [FootprintChild.Verb, workers.ToString(CultureInfo.InvariantCulture), file]);

    private static bool Judge(string what, double figure, double limit, string unit)
    {
        var met = figure < limit;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-48}{figure,8:F2} {unit}, under {limit}: {(met ? "met" : "NOT MET")}"));
        return met;
    }
}
