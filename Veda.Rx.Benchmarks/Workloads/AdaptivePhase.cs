namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>One kind of work: the sum of a function over the numbers below <paramref name="N"/>.</summary>
internal sealed record AdaptivePhase(string Name, int N, Func<int, long> Work)
{
    /// <summary>About 10 µs.</summary>
    private const int HeavySteps = 6_000;

    /// <summary>About 1 µs.</summary>
    private const int CheapSteps = 600;

    /// <summary>How many times dearer one element of as many is, at a place that is the same on every run.</summary>
    private const int Skew = 1_000;

    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(1);

    /// <summary>The five phases for a number of elements that block; each takes some hundred milliseconds on two cores when that is 20,000.</summary>
    public static IReadOnlyList<AdaptivePhase> Five(int blocking)
    {
        Func<int, long> light = static x => x * 3L + 1;
        return
        [
            new("light", 20_000 * blocking, light),
            new("heavy", 5 * blocking / 2, static x => Arithmetic.Spin(x, HeavySteps)),
            new("blocking", blocking, Block),
            new("skewed", 15 * blocking, static x => Arithmetic.Spin(x, IsDear(x) ? CheapSteps * Skew : CheapSteps)),
            new("light-again", 20_000 * blocking, light),
        ];
    }

    public long RunOn(VedaRuntime runtime) => VedaStream.Range(0, N).On(runtime.Scheduler).Map(Work).Sum().Wait();

    public long RunInParallelLinq() => ParallelEnumerable.Range(0, N).Select(Work).Sum();

    private static long Block(int x)
    {
        Thread.Sleep(s_wait);
        return x;
    }

    /// <summary>Of every thousand elements in a row one, chosen by the bits of the thousand's number.</summary>
    private static bool IsDear(int x) => x % Skew == (int)(Arithmetic.Spin(x / Skew, steps: 3) % Skew);
}
