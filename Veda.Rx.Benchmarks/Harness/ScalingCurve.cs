namespace Veda.Rx.Benchmarks.Harness;

/// <summary>How a workload's time falls with the number of workers.</summary>
/// <param name="Workload">The workload's name.</param>
/// <param name="N">Elements of one run.</param>
/// <param name="Points">One for each number of workers, from one on.</param>
internal sealed record ScalingCurve(string Workload, int N, IReadOnlyList<ScalingPoint> Points)
{
    /// <summary>The numbers of workers to measure: all up to four, and then two for each doubling, and all there are.</summary>
    public static IReadOnlyList<int> WorkerCounts(int most)
    {
        var counts = new List<int>();
        for (var (count, step) = (1, 1); count < most; count += step)
        {
            counts.Add(count);
            if (count >= 4 && (count & (count - 1)) == 0)
                step = count / 2;
        }
        return [.. counts, most];
    }

    /// <summary>The points' figures, each the median over the rounds.</summary>
    /// <param name="workload">The workload's name.</param>
    /// <param name="n">Elements of one run.</param>
    /// <param name="workers">The numbers of workers; the first is one.</param>
    /// <param name="times">For each number of workers its times, round by round.</param>
    /// <param name="ceilings">For each number of workers what so many threads could gain, round by round.</param>
    public static ScalingCurve Of(string workload, int n, IReadOnlyList<int> workers, double[][] times, double[][] ceilings) => new(workload, n,
    [
        .. workers.Select((count, at) => new ScalingPoint(
            count,
            times[at].Median(),
            times[0].Zip(times[at]).Median(pair => pair.First / pair.Second),
            ceilings[at].Median(),
            times[0].Zip(times[at], ceilings[at]).Median(round => round.First / round.Second / round.Third))),
    ]);
}

/// <param name="Workers">How many threads worked, the waiting one among them.</param>
/// <param name="MedianMs">Time of a run.</param>
/// <param name="Speedup">How many times as fast as with one.</param>
/// <param name="Ceiling">How many times as fast so many threads can be, by <see cref="ParallelCeiling"/>.</param>
/// <param name="Efficiency">Speed-up over ceiling of the same round.</param>
internal sealed record ScalingPoint(int Workers, double MedianMs, double Speedup, double Ceiling, double Efficiency);
