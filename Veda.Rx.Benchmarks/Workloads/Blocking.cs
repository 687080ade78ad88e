using System.Diagnostics;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Elements that wait, as for a disk or a lock, and need no processor meanwhile: the more threads the better.</summary>
/// <remarks>The limit is a pool with the best number of threads, which is found out before anything is measured.</remarks>
internal sealed class Blocking : Workload<long>
{
    private static readonly int[] s_poolSizes = [16, 32, 64, 128, 256];
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(5);

    private static readonly Func<int, long> s_work = x =>
    {
        Thread.Sleep(s_wait);
        return x * 3L + 1;
    };

    private readonly int[] _data;
    private readonly DedicatedThreads _pool;
    private readonly VedaRuntime _runtime = new();

    public Blocking(int n)
    {
        _data = SeededData.Ints(n, below: 1_000_000);
        foreach (var x in _data)
            Expected += x * 3L + 1;
        _pool = new DedicatedThreads(s_poolSizes.MinBy(TimeOfPool));
        Contenders =
        [
            Veda(() => _data.ToVeda().On(_runtime.Scheduler).Map(s_work).Sum().Wait()),
            Limit(PoolName, () => RunOn(_pool)),
            Peer("plinq", () => _data.AsParallel().Select(s_work).Sum()),
            Peer("parallel-foreach", RunParallelForEach),
        ];
    }

    public override string Job => $"elements that block for {s_wait.TotalMilliseconds} ms each: map, sum";

    public override int MostRounds => 5;

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises =>
        [Promise.AtLeast(PoolName, 0.9), Promise.AtLeast("plinq", 3), Promise.AtLeast("parallel-foreach", 3)];

    protected override long Expected { get; }

    private string PoolName => $"pool-{_pool.Count}";

    public override Action PlainLoop() => () => s_work(_data[0]);

    public override void Dispose()
    {
        _pool.Dispose();
        _runtime.Dispose();
    }

    private long RunOn(DedicatedThreads pool) => pool.Sum(_data.Length, i => s_work(_data[i]));

    private double TimeOfPool(int size)
    {
        using var pool = new DedicatedThreads(size);
        pool.Sum(size, s_work);   // all of them have started
        var start = Stopwatch.GetTimestamp();
        RunOn(pool);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private long RunParallelForEach()
    {
        var total = 0L;
        Parallel.ForEach(_data, () => 0L, (x, _, sum) => sum + s_work(x), sum => Interlocked.Add(ref total, sum));
        return total;
    }
}
