using System.Reactive.Linq;
using System.Runtime.CompilerServices;
using R3;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;
using ZLinq;
using R3Observable = R3.Observable;
using RxObservable = System.Reactive.Linq.Observable;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>So little work per element that the cost of the machinery is what shows.</summary>
internal sealed class Light : Workload<long>
{
    private const int SliceSize = 65_536;

    private static readonly Func<int, long> s_widen = x => x * 3L + 1;
    private static readonly Func<long, bool> s_isEven = y => (y & 1) == 0;
    private static readonly Func<long, long, long> s_add = (a, b) => a + b;

    private readonly int[] _data;
    private readonly AkkaStreams _akka = new();

    public Light(int n)
    {
        _data = SeededData.Ints(n, below: 1_000_000);
        foreach (var x in _data)
            Expected += x % 2 == 0 ? 0 : x * 3L + 1;
        Contenders =
        [
            Veda(() => _data.ToVeda().Map(s_widen).Filter(s_isEven).Sum().Wait()),
            Limit(() => StaticSplit.Reduce(n, Sum, s_add)),
            Limit("limit-branchless", () => StaticSplit.Reduce(n, SumBranchless, s_add)),
            Sequential(() => Sum(0, n)),
            Peer("linq", () => _data.Select(s_widen).Where(s_isEven).Sum()),
            Peer("plinq", () => _data.AsParallel().Select(s_widen).Where(s_isEven).Sum()),
            Peer("parallel-foreach", () => ParallelForEach.Reduce(n, SliceSize, Sum, s_add)),
            Peer("dataflow", () => Dataflow.Reduce(n, SliceSize, Sum, s_add)),
            Peer("channels", () => Channels.Reduce(n, SliceSize, Sum, s_add)),
            Peer("rx", () => RxObservable.ToObservable(_data).Select(s_widen).Where(s_isEven).Sum().Wait()),
            Peer("rx-long-running", () => RxStreams.LongRunning(_data).Select(s_widen).Where(s_isEven).Sum().Wait()),
            Peer("r3", () => R3Observable.ToObservable(_data).Select(s_widen).Where(s_isEven).SumAsync().Result),
            Peer("zlinq", () => _data.AsValueEnumerable().Select(s_widen).Where(s_isEven).Sum()),
            Peer("akka", () => _akka.Reduce(n, SliceSize, Sum, s_add)),
        ];
    }

    public override string Job => "ints: map to long, filter, sum, with delegates";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("limit", 0.95), Promise.AtLeast("plinq", 2), Promise.AllocatesNothingPerElement()];

    protected override long Expected { get; }

    public override Action PlainLoop()
    {
        var copy = _data.ToArray();
        return () => Sum(copy);
    }

    public override void Dispose() => _akka.Dispose();

    private long Sum(int from, int to) => Sum(_data.AsSpan(from, to - from));

    private static long Sum(ReadOnlySpan<int> data)
    {
        var sum = 0L;
        foreach (var x in data)
        {
            var y = s_widen(x);
            if (s_isEven(y))
                sum += y;
        }
        return sum;
    }

    /// <summary>Half of the elements pass the filter at random, so a branch is mispredicted every fourth time or so; a mask is not.</summary>
    private long SumBranchless(int from, int to)
    {
        var sum = 0L;
        foreach (var x in _data.AsSpan(from, to - from))
        {
            var y = s_widen(x);
            var passes = s_isEven(y);
            sum += y & -(long)Unsafe.BitCast<bool, byte>(passes);
        }
        return sum;
    }
}
