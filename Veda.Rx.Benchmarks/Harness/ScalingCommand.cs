using System.Globalization;
using Veda.Rx.Benchmarks.Workloads;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary><c>scaling</c>: time against number of workers, as a table and as a picture.</summary>
internal static class ScalingCommand
{
    /// <summary>The efficiency that is promised.</summary>
    private const double Promised = 0.95;

    public static int Run(string[] args)
    {
        ScalingOptions options;
        IReadOnlyList<CatalogueEntry> chosen;
        try
        {
            options = ScalingOptions.Parse(args);
            chosen = Catalogue.Choose(options.Only);
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine($"{wrong.Message}\nscaling {ScalingOptions.Usage}");
            return ExitCode.Usage;
        }

        Console.WriteLine(Machine.Current);
        Console.WriteLine($"each workload in a process of its own with {PinnedRuntime.Description}");
        var curves = new List<ScalingCurve>();
        foreach (var entry in chosen)
        {
            if (ChildProcess.Run<ScalingCurve>($"scaling of {entry.Name}", file => [ScalingChild.Verb, entry.Name, .. options.ForChild(file)]) is not { } curve)
                return ExitCode.WrongAnswer;
            curves.Add(curve);
            Print(curve, options);
        }

        ScalingPlot.Write(options.PlotFile, curves);
        Console.WriteLine($"\nplot: {Path.GetFullPath(options.PlotFile)}");
        if (options.JsonFile is { } json)
            Json.Write(json, new Scaling(Machine.Current, curves));
        return ExitCode.Success;
    }

    private static void Print(ScalingCurve curve, ScalingOptions options)
    {
        Line($"\n{curve.Workload}: n = {curve.N:N0}, {options.Rounds} rounds");
        Line($"  {"workers",8}{"median",14}{"speed-up",12}{"ceiling",12}{"efficiency",12}");
        foreach (var p in curve.Points)
            Line($"  {p.Workers,8}{p.MedianMs,11:F2} ms{p.Speedup,12:F2}{p.Ceiling,12:F2}{p.Efficiency,12:F2}");
        var least = curve.Points.Min(p => p.Efficiency);
        if (!options.Quick)
            Line($"  must show: efficiency ≥ {Promised}: {least:F2}, {(least >= Promised ? "met" : "NOT MET")}");
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>The JSON document.</summary>
    private sealed record Scaling(Machine Machine, IReadOnlyList<ScalingCurve> Curves);
}
