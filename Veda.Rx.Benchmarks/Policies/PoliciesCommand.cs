using System.Globalization;
using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Policies;

/// <summary><c>policies</c>: what the adaptive policy makes of scripted loads, as a table and as pictures. The same on every machine.</summary>
internal static class PoliciesCommand
{
    public static int Run(string[] args)
    {
        PoliciesOptions options;
        try
        {
            options = PoliciesOptions.Parse(args);
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine($"{wrong.Message}\npolicies {PoliciesOptions.Usage}");
            return ExitCode.Usage;
        }

        Line($"adaptive policy, {options.Processors} processors, seed {options.Seed}; shares from window {PolicyRun.Settling} on");
        Line($"{"",-18}{"changes after window",24}");
        Line($"{"load",-18}{PolicyRun.Early,12}{PolicyRun.Settling,12}{"of best",10}   {"phase",-18}{"best",6}{"chosen",8}{"of best",10}");
        if (options.Folder is { } created)
            Directory.CreateDirectory(created);
        foreach (var script in options.Chosen)
        {
            var run = new PolicyRun(SchedulingPolicy.Adaptive, script, options.Processors, options.Seed);
            Print(run);
            if (options.Folder is { } folder)
                PolicyPlot.Write(Path.Combine(folder, $"policy-{script.Name}.png"), run, options.Processors);
        }
        return ExitCode.Success;
    }

    private static void Print(PolicyRun run)
    {
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{run.Script.Name,-18}{run.Changes(PolicyRun.Early),12}{run.Changes(PolicyRun.Settling),12}{run.Share,10:F2}"));
        var indent = 0;
        foreach (var phase in run.Phases)
        {
            Line($"{new string(' ', indent)}   {phase.Name,-18}{phase.Best,6}{phase.Chosen,8:0.#}{phase.Share,10:F2}");
            indent = 52;
        }
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
