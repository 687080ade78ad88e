using System.Collections.Concurrent;
using System.Reactive.Linq;
using R3;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;
using ZLinq;
using R3Observable = R3.Observable;
using RxObservable = System.Reactive.Linq.Observable;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Even, dear elements: parallelism is everything and the machinery should cost nothing.</summary>
internal sealed class Heavy : Workload<long>
{
    /// <summary>About 20 µs.</summary>
    private const int Steps = 12_000;

    /// <summary>About a millisecond of work.</summary>
    private const int SliceSize = 50;

    private static readonly Func<int, long> s_work = x => Arithmetic.Spin(x, Steps);
    private static readonly Func<long, long, long> s_add = (a, b) => a + b;

    private readonly int[] _data;
    private readonly AkkaStreams _akka = new();

    public Heavy(int n)
    {
        _data = SeededData.Ints(n, below: int.MaxValue);
        foreach (var x in _data)
            Expected += Arithmetic.Spin(x, Steps);
        Contenders =
        [
            Veda(() => _data.ToVeda().Map(s_work).Sum().Wait()),
            Limit(() => StaticSplit.Reduce(n, Sum, s_add)),
            Sequential(() => Sum(0, n)),
            Peer("linq", () => _data.Sum(s_work)),
            Peer("plinq", () => Partitioner.Create(_data, loadBalance: true).AsParallel().Sum(s_work)),
            Peer("parallel-foreach", () => ParallelForEach.Reduce(n, SliceSize, Sum, s_add)),
            Peer("dataflow", () => Dataflow.Reduce(n, SliceSize, Sum, s_add)),
            Peer("channels", () => Channels.Reduce(n, SliceSize, Sum, s_add)),
            Peer("rx", () => RxObservable.ToObservable(_data).Select(s_work).Sum().Wait()),
            Peer("r3", () => R3Observable.ToObservable(_data).Select(s_work).SumAsync().Result),
            Peer("zlinq", () => _data.AsValueEnumerable().Select(s_work).Sum()),
            Peer("akka", () => _akka.Reduce(n, SliceSize, Sum, s_add)),
        ];
    }

    public override string Job => "ints: map with about 20 µs of arithmetic each, sum";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("limit", 0.98)];

    protected override long Expected { get; }

    /// <summary>A tenth of the elements, for the probe runs three times a round.</summary>
    public override Action PlainLoop()
    {
        var sample = _data.AsSpan(0, _data.Length / 10).ToArray();
        return () => Sum(sample);
    }

    public override void Dispose() => _akka.Dispose();

    private long Sum(int from, int to) => Sum(_data.AsSpan(from, to - from));

    private static long Sum(ReadOnlySpan<int> data)
    {
        var sum = 0L;
        foreach (var x in data)
            sum += s_work(x);
        return sum;
    }
}
