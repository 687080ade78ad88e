using System.Diagnostics;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>What parallelism can gain at most on this machine right now.</summary>
/// <remarks>
/// Runs one copy of the plain loop alone, then two independent copies on two threads. Two idle cores with enough memory
/// bandwidth give 2; shared cores, turbo clocks and shared memory give less, and no contender can do better than that.
/// </remarks>
internal sealed class ParallelCeiling
{
    private const double ShortestMeasurementMs = 20;

    private readonly Action _first;
    private readonly Action _second;
    private readonly int _repeats;

    public ParallelCeiling(Workload workload)
    {
        _first = workload.PlainLoop();
        _second = workload.PlainLoop();
        _repeats = 1;
        while (Alone() < ShortestMeasurementMs)
            _repeats *= 2;
    }

    /// <summary>How many times the work of one thread two threads did in the same time.</summary>
    public double Measure() => 2 * Alone() / BothAtOnce();

    private double Alone() => Elapsed(() => Repeat(_first, _repeats));

    private double BothAtOnce()
    {
        using var started = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            started.Set();
            Repeat(_second, _repeats);
        });
        other.Start();
        started.Wait();
        return Elapsed(() =>
        {
            Repeat(_first, _repeats);
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
