using System.Diagnostics;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>A runtime with the number of workers that suits one kind of work best, found by trying.</summary>
internal sealed class BestFixed : IDisposable
{
    /// <summary>From the most down, since where many are needed few take hundreds of times as long.</summary>
    private static readonly int[] s_grid = [256, 128, 64, 32, 16, 8, 4, 2, 1];

    private const int Tries = 2;

    /// <summary>A time that many times the best one ends the search.</summary>
    private const double Hopeless = 2;

    private BestFixed(int workers)
    {
        Workers = workers;
        // Whoever sets the number of workers by hand also keeps them.
        Runtime = new VedaRuntime(new VedaOptions { Workers = workers, IdleTimeout = TimeSpan.FromHours(1) });
    }

    public int Workers { get; }

    public VedaRuntime Runtime { get; }

    public static BestFixed For(AdaptivePhase phase)
    {
        var (best, bestTime) = (s_grid[0], double.PositiveInfinity);
        foreach (var workers in s_grid)
        {
            using var tried = new BestFixed(workers);
            var time = Enumerable.Range(0, Tries).Min(_ => tried.Time(phase));
            if (time < bestTime)
                (best, bestTime) = (workers, time);
            if (time > Hopeless * bestTime)
                break;
        }
        return new BestFixed(best);
    }

    public void Dispose() => Runtime.Dispose();

    private double Time(AdaptivePhase phase)
    {
        var start = Stopwatch.GetTimestamp();
        phase.RunOn(Runtime);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
