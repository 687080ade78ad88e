using System.Diagnostics;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>What parallelism can gain at most on this machine right now.</summary>
/// <remarks>
/// Runs one copy of the plain loop alone, then independent copies on several threads. Two idle cores with enough memory
/// bandwidth give 2; shared cores, turbo clocks and shared memory give less, and no contender can do better than that.
/// </remarks>
internal sealed class ParallelCeiling
{
    private const double ShortestMeasurementMs = 20;

    private readonly Action[] _loops;
    private readonly int _repeats;

    /// <param name="workload">Whose loop it is.</param>
    /// <param name="mostThreads">For how many threads there are copies.</param>
    public ParallelCeiling(Workload workload, int mostThreads)
    {
        _loops = new Action[mostThreads];
        for (var i = 0; i < mostThreads; i++)
            _loops[i] = workload.PlainLoop();
        _repeats = 1;
        while (Alone() < ShortestMeasurementMs)
            _repeats *= 2;
    }

    /// <summary>How many times the work of one thread so many threads did in the same time.</summary>
    public double Measure(int threads) => threads == 1 ? 1 : threads * Alone() / AllAtOnce(threads);

    private double Alone() => Elapsed(() => Repeat(_loops[0], _repeats));

    private double AllAtOnce(int threads)
    {
        using var started = new CountdownEvent(threads - 1);
        var others = new Thread[threads - 1];
        for (var i = 0; i < others.Length; i++)
        {
            var loop = _loops[i + 1];
            others[i] = new Thread(() =>
            {
                started.Signal();
                Repeat(loop, _repeats);
            });
            others[i].Start();
        }
        started.Wait();
        return Elapsed(() =>
        {
            Repeat(_loops[0], _repeats);
            foreach (var other in others)
                other.Join();
        });
    }

    private static void Repeat(Action loop, int times)
    {
        for (var done = 0; done < times; done++)
            loop();
    }

    private static double Elapsed(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
