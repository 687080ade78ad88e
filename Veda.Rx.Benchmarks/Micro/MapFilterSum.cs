using BenchmarkDotNet.Attributes;
using Veda.Rx.Benchmarks.Workloads;

namespace Veda.Rx.Benchmarks.Micro;

/// <summary>One pipeline from a handful of elements to many: where does parallelism begin to pay?</summary>
[MemoryDiagnoser]
public class MapFilterSum
{
    private static readonly Func<int, long> s_widen = x => x * 3L + 1;
    private static readonly Func<long, bool> s_isEven = y => (y & 1) == 0;
    private int[] _data = [];

    [Params(10, 1_000, 100_000)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup() => _data = SeededData.Ints(N, below: 1_000_000);

    [Benchmark(Baseline = true)]
    public long Linq() => _data.Select(s_widen).Where(s_isEven).Sum();

    [Benchmark]
    public long VedaOnTheCaller() => _data.ToVeda().WithParallelism(1).Map(s_widen).Filter(s_isEven).Sum().Wait();

    [Benchmark]
    public long Veda() => _data.ToVeda().Map(s_widen).Filter(s_isEven).Sum().Wait();

    [Benchmark]
    public long Loop()
    {
        var sum = 0L;
        foreach (var x in _data)
        {
            var y = s_widen(x);
            if (s_isEven(y))
                sum += y;
        }
        return sum;
    }
}
