using BenchmarkDotNet.Attributes;

namespace Veda.Rx.Benchmarks.Micro;

/// <summary>What each way to consume a short stream costs, from building the pipeline to its end.</summary>
[MemoryDiagnoser]
public class Consumption
{
    private static readonly int[] s_data = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    private static readonly Func<int, long> s_widen = x => x * 3L + 1;

    [Benchmark(Baseline = true)]
    public int EmptyTaskRun() => Task.Run(() => 0).Result;

    [Benchmark]
    public object Build() => s_data.ToVeda().Map(s_widen).Sum();

    [Benchmark]
    public long Wait() => s_data.ToVeda().Map(s_widen).Sum().Wait();

    [Benchmark]
    public async Task<long> Await() => await s_data.ToVeda().Map(s_widen).Sum();

    [Benchmark]
    public async Task<long> AwaitForeach()
    {
        var sum = 0L;
        await foreach (var value in s_data.ToVeda().Map(s_widen))
            sum += value;
        return sum;
    }

    [Benchmark]
    public long Subscribe()
    {
        using var ended = new ManualResetEventSlim();
        var sum = 0L;
        s_data.ToVeda().Map(s_widen).Subscribe(value => sum += value, ended.Set);
        ended.Wait();
        return sum;
    }
}
