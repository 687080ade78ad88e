using System.Diagnostics;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>Brings every contender's code to the JIT's last tier, on a small input.</summary>
/// <remarks>
/// A method is compiled anew after 30 calls, once with instrumentation and once fully optimised, by a background thread
/// that starts when no new code has appeared for 100 ms. So: passes of 30 calls, with pauses longer than that.
/// </remarks>
internal static class WarmUp
{
    private const int CallsPerPass = 30;
    private static readonly TimeSpan s_shortestPass = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longestPass = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_tieringPause = TimeSpan.FromMilliseconds(150);

    public static void Run(IReadOnlyList<Contender> contenders, bool quick)
    {
        var passes = quick ? 1 : 4;
        for (var pass = 0; pass < passes; pass++)
        {
            foreach (var contender in contenders)
                RunPass(contender);
            Thread.Sleep(s_tieringPause);
        }
    }

    /// <summary>30 calls or more: few where they are slow, many where they are too short to count.</summary>
    private static void RunPass(Contender contender)
    {
        var start = Stopwatch.GetTimestamp();
        var elapsed = TimeSpan.Zero;
        for (var calls = 0; (calls < CallsPerPass || elapsed < s_shortestPass) && elapsed < s_longestPass; calls++)
        {
            contender.Measure(repeats: 1);
            elapsed = Stopwatch.GetElapsedTime(start);
        }
    }
}
