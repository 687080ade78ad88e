using System.Reactive.Linq;
using R3;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;
using ZLinq;
using R3Observable = R3.Observable;
using RxObservable = System.Reactive.Linq.Observable;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>All results, in order, in an array.</summary>
internal sealed class Collect : Workload<long[]>
{
    private const int SliceSize = 65_536;

    private static readonly Func<int, long> s_widen = x => x * 3L + 1;
    private static readonly Func<int, int, int> s_add = (a, b) => a + b;

    private readonly int[] _data;
    private readonly AkkaStreams _akka = new();

    public Collect(int n)
    {
        _data = SeededData.Ints(n, below: 1_000_000);
        Expected = new long[n];
        for (var i = 0; i < n; i++)
            Expected[i] = _data[i] * 3L + 1;
        Contenders =
        [
            Veda(() => _data.ToVeda().Map(s_widen).ToArray().Wait()),
            Limit(() => Filled(fill => StaticSplit.Reduce(n, fill, s_add))),
            Sequential(() => Filled(fill => fill(0, n))),
            Peer("linq", () => _data.Select(s_widen).ToArray()),
            Peer("plinq", () => _data.AsParallel().AsOrdered().Select(s_widen).ToArray()),
            Peer("parallel-foreach", () => Filled(fill => ParallelForEach.Reduce(n, SliceSize, fill, s_add))),
            Peer("dataflow", () => Filled(fill => Dataflow.Reduce(n, SliceSize, fill, s_add))),
            Peer("channels", () => Filled(fill => Channels.Reduce(n, SliceSize, fill, s_add))),
            Peer("rx", () => RxObservable.ToObservable(_data).Select(s_widen).ToArray().Wait()),
            Peer("rx-long-running", () => RxStreams.LongRunning(_data).Select(s_widen).ToArray().Wait()),
            Peer("r3", () => R3Observable.ToObservable(_data).Select(s_widen).ToArrayAsync().Result),
            Peer("zlinq", () => _data.AsValueEnumerable().Select(s_widen).ToArray()),
            Peer("akka", () => Filled(fill => _akka.Reduce(n, SliceSize, fill, s_add))),
        ];
    }

    public override string Job => "ints: map to long, all results into an array, in order";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("limit", 0.9), Promise.AtLeast("plinq", 2), Promise.AllocatesNothingPerElement(resultBytes: sizeof(long))];

    protected override long[] Expected { get; }

    public override Action PlainLoop()
    {
        var copy = _data.ToArray();
        return () => Fill(copy, GC.AllocateUninitializedArray<long>(copy.Length));
    }

    public override void Dispose() => _akka.Dispose();

    protected override bool Accepts(Contender contender, long[] answer) => answer.AsSpan().SequenceEqual(Expected);

    protected override string Describe(long[] answer) =>
        $"{answer.Length} elements, the first {answer.AsSpan().CommonPrefixLength(Expected)} of them as they should be";

    /// <summary>A new array that <paramref name="run"/> fills by calling the function it is given for every slice.</summary>
    private long[] Filled(Func<Func<int, int, int>, int> run)
    {
        var result = GC.AllocateUninitializedArray<long>(_data.Length);
        run((from, to) => Fill(_data.AsSpan(from, to - from), result.AsSpan(from)));
        return result;
    }

    private static int Fill(ReadOnlySpan<int> source, Span<long> target)
    {
        target = target[..source.Length];
        for (var i = 0; i < source.Length; i++)
            target[i] = s_widen(source[i]);
        return source.Length;
    }
}
