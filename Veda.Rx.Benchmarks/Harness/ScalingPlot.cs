using ScottPlot;
using ScottPlot.TickGenerators;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>The curves as a picture: speed-up against workers, dashed what the machine gives so many threads.</summary>
internal static class ScalingPlot
{
    private const int Width = 1_000;
    private const int Height = 700;

    public static void Write(string file, IReadOnlyList<ScalingCurve> curves)
    {
        using var plot = new Plot();
        foreach (var curve in curves)
        {
            var workers = curve.Points.Select(p => (double)p.Workers).ToArray();
            var speedup = plot.Add.Scatter(workers, curve.Points.Select(p => p.Speedup).ToArray());
            speedup.LegendText = curve.Workload;
            speedup.LineWidth = 2;
            var ceiling = plot.Add.Scatter(workers, curve.Points.Select(p => p.Ceiling).ToArray(), speedup.Color);
            ceiling.LinePattern = LinePattern.Dashed;
            ceiling.MarkerSize = 0;
        }
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.Title("Speed-up; dashed: what the machine gives so many threads");
        plot.XLabel("workers");
        plot.YLabel("times as fast as one");
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(file, Width, Height);
    }
}
