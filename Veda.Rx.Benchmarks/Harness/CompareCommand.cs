using Veda.Rx.Benchmarks.Workloads;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary><c>compare</c>: runs every chosen workload in a process of its own and collects the results.</summary>
internal static class CompareCommand
{
    public static int Run(string[] args)
    {
        CompareOptions options;
        IReadOnlyList<CatalogueEntry> chosen;
        try
        {
            options = CompareOptions.Parse(args);
            chosen = Catalogue.Choose(options.Only);
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine($"{wrong.Message}\ncompare {CompareOptions.Usage}");
            return ExitCode.Usage;
        }

        Console.WriteLine(Machine.Current);
        Console.WriteLine($"each workload in a process of its own with {PinnedRuntime.Description}");
        using var busy = options.Busy ? new BusyProcess() : null;
        if (busy is not null)
            Console.WriteLine(busy);
        var results = new List<WorkloadResult>();
        var failed = new List<string>();
        foreach (var entry in chosen)
        {
            if (ChildProcess.Run<WorkloadResult>(entry.Name, file => [CompareChild.Verb, entry.Name, .. options.ForChild(file)]) is { } result)
                results.Add(result);
            else
                failed.Add(entry.Name);
        }

        if (options.JsonFile is { } file)
            Json.Write(file, new Comparison(Machine.Current, options.Busy, results));
        if (failed.Count == 0)
            return ExitCode.Success;
        Console.Error.WriteLine($"failed: {string.Join(", ", failed)}");
        return ExitCode.WrongAnswer;
    }
}
