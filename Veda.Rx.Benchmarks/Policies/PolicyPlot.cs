using ScottPlot;

namespace Veda.Rx.Benchmarks.Policies;

/// <summary>A run as a picture: above the workers, chosen and best, below the throughput as a part of the best one.</summary>
internal static class PolicyPlot
{
    private const int Width = 760;
    private const int Height = 460;

    public static void Write(string file, PolicyRun run, int processors)
    {
        var picture = new Multiplot();
        picture.AddPlots(2);
        Workers(picture.GetPlot(0), run, processors);
        Share(picture.GetPlot(1), run);
        picture.SavePng(file, Width, Height);
    }

    private static void Workers(Plot plot, PolicyRun run, int processors)
    {
        var best = plot.Add.Signal(run.BestAt.Select(workers => (double)workers).ToArray());
        best.LegendText = "best number for the window";
        best.Color = Colors.Orange;
        best.LineWidth = 3;
        best.MaximumMarkerSize = 0;
        var chosen = plot.Add.Signal(run.Workers.Select(workers => (double)workers).ToArray());
        chosen.LegendText = "chosen";
        chosen.Color = Colors.Navy;
        chosen.MaximumMarkerSize = 0;
        plot.Title($"{run.Script.Name}, {processors} processors");
        plot.YLabel("workers");
        plot.Axes.SetLimits(0, run.Workers.Count, 0, 1.3 * run.Workers.Concat(run.BestAt).Max());
        plot.ShowLegend(Alignment.UpperRight, Orientation.Horizontal);
    }

    private static void Share(Plot plot, PolicyRun run)
    {
        var share = plot.Add.Signal(run.ShareAt.ToArray());
        share.Color = Colors.Navy;
        share.MaximumMarkerSize = 0;
        plot.YLabel("part of best");
        plot.XLabel("window of 5 ms");
        plot.Axes.SetLimits(0, run.ShareAt.Count, 0, 1.05);
    }
}
