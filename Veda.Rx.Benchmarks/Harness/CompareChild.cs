using Veda.Rx.Benchmarks.Workloads;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary><c>compare-child NAME</c>: warms up, checks and measures one workload in this process, and prints its table.</summary>
internal static class CompareChild
{
    public const string Verb = "compare-child";

    public static int Run(string name, string[] args)
    {
        var options = CompareOptions.Parse(args);
        var entry = Catalogue.All.Single(e => e.Name == name);
        try
        {
            var result = Measure(entry, options);
            if (options.JsonFile is { } file)
                Json.Write(file, result);
            return ExitCode.Success;
        }
        catch (WrongAnswerException wrong)
        {
            Console.Error.WriteLine($"{name}: WRONG ANSWER. {wrong.Message}");
            return ExitCode.WrongAnswer;
        }
    }

    private static WorkloadResult Measure(CatalogueEntry entry, CompareOptions options)
    {
        using (var rehearsal = entry.Create(entry.QuickSize))
        {
            foreach (var check in rehearsal.Checks)
                check.Verify().GetAwaiter().GetResult();
            WarmUp.Run(rehearsal.Contenders, options.Quick);
        }

        var size = options.Quick ? entry.QuickSize : entry.Size;
        using var workload = entry.Create(size);
        var result = new Race(workload, Math.Min(options.Rounds, workload.MostRounds)).Run(entry.Name, size);
        Report.Print(workload, result, options);
        return result;
    }
}
