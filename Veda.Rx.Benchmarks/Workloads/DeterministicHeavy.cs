using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>What the deterministic runtime adds to dear elements, against one real worker.</summary>
internal sealed class DeterministicHeavy : Workload<long>
{
    private const int Steps = 12_000;   // about 20 µs, as in Heavy

    private static readonly Func<int, long> s_work = x => Arithmetic.Spin(x, Steps);

    private readonly int[] _data;
    private readonly VedaRuntime _one = new(new VedaOptions { Workers = 1 });

    public DeterministicHeavy(int n)
    {
        _data = SeededData.Ints(n, below: int.MaxValue);
        Expected = Sum(_data);
        Contenders =
        [
            Veda(RunDeterministically),
            Sequential(() => Sum(_data)),
            Peer("one-worker", () => _data.ToVeda().On(_one.Scheduler).Map(s_work).Sum().Wait()),
        ];
    }

    public override string Job => "ints: map with about 20 µs of arithmetic each, sum, on virtual time with a seed";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("one-worker", 0.95)];

    protected override long Expected { get; }

    public override Action PlainLoop()
    {
        var sample = _data.AsSpan(0, _data.Length / 10).ToArray();
        return () => Sum(sample);
    }

    public override void Dispose() => _one.Dispose();

    private long RunDeterministically()
    {
        using var runtime = VedaRuntime.Deterministic(seed: 1);
        return _data.ToVeda().Map(s_work).Sum().Wait();
    }

    private static long Sum(ReadOnlySpan<int> data)
    {
        var sum = 0L;
        foreach (var x in data)
            sum += s_work(x);
        return sum;
    }
}
