using System.Reactive.Linq;
using R3;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;
using ZLinq;
using R3Observable = R3.Observable;
using RxObservable = System.Reactive.Linq.Observable;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>A whole run over few elements, again and again: what a stream costs to build, start and end.</summary>
internal sealed class Tiny : Workload<long>
{
    private static readonly Func<int, long> s_widen = x => x * 3L + 1;
    private static readonly Func<long, long, long> s_add = (a, b) => a + b;

    private readonly int[] _data;
    private readonly AkkaStreams _akka = new();

    public Tiny(int n)
    {
        _data = SeededData.Ints(n, below: 1_000_000);
        foreach (var x in _data)
            Expected += x * 3L + 1;
        var sliceSize = (n + Environment.ProcessorCount - 1) / Environment.ProcessorCount;
        Contenders =
        [
            Veda(() => _data.ToVeda().Map(s_widen).Sum().Wait()),
            Limit(() => Sum(0, n)),
            Peer("task-run", () => Expected + Task.Run(() => 0).Result),
            Peer("linq", () => _data.Select(s_widen).Sum()),
            Peer("plinq", () => _data.AsParallel().Select(s_widen).Sum()),
            Peer("parallel-foreach", () => ParallelForEach.Reduce(n, sliceSize, Sum, s_add)),
            Peer("dataflow", () => Dataflow.Reduce(n, sliceSize, Sum, s_add)),
            Peer("channels", () => Channels.Reduce(n, sliceSize, Sum, s_add)),
            Peer("rx", () => RxObservable.ToObservable(_data).Select(s_widen).Sum().Wait()),
            Peer("r3", () => R3Observable.ToObservable(_data).Select(s_widen).SumAsync().Result),
            Peer("zlinq", () => _data.AsValueEnumerable().Select(s_widen).Sum()),
            Peer("akka", () => _akka.Reduce(n, sliceSize, Sum, s_add)),
        ];
    }

    public override string Job => $"{_data.Length} ints: map to long, sum; task-run is one empty Task.Run";

    public override int Repeats => 10_000;

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => _data.Length switch
    {
        10 => [Promise.AheadOf("task-run"), Promise.AllocatesAtMost(1_024)],
        10_000 => [Promise.AtLeast("linq", 0.9)],
        _ => [],
    };

    protected override long Expected { get; }

    public override Action PlainLoop() => () => Sum(0, _data.Length);

    public override void Dispose() => _akka.Dispose();

    private long Sum(int from, int to)
    {
        var sum = 0L;
        foreach (var x in _data.AsSpan(from, to - from))
            sum += s_widen(x);
        return sum;
    }
}
