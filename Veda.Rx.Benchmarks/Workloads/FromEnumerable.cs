using System.Reactive.Linq;
using R3;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;
using ZLinq;
using R3Observable = R3.Observable;
using RxObservable = System.Reactive.Linq.Observable;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>A source that only one thread at a time can pull from, and that costs as much as the work.</summary>
internal sealed class FromEnumerable : Workload<long>
{
    private const int ChunkSize = 4_096;

    private static readonly Func<int, long> s_widen = x => x * 3L + 1;
    private static readonly Func<long, long, long> s_add = (a, b) => a + b;
    private static readonly Func<int[], long> s_sum = Sum;

    private readonly int _n;
    private readonly AkkaStreams _akka = new();

    public FromEnumerable(int n)
    {
        _n = n;
        Expected = 3L * n * (n - 1) / 2 + n;
        Contenders =
        [
            Veda(() => Numbers().ToVeda().Map(s_widen).Sum().Wait()),
            Limit(() => Sum(Numbers())),
            Peer("linq", () => Numbers().Select(s_widen).Sum()),
            Peer("plinq", () => Numbers().AsParallel().Select(s_widen).Sum()),
            Peer("parallel-foreach", SumWithThreadLocals),
            Peer("dataflow", () => Dataflow.Reduce(Numbers().Chunk(ChunkSize), s_sum, s_add)),
            Peer("channels", () => Channels.Reduce(Numbers().Chunk(ChunkSize), s_sum, s_add)),
            Peer("rx", () => RxObservable.ToObservable(Numbers()).Select(s_widen).Sum().Wait()),
            Peer("rx-long-running", () => RxStreams.LongRunning(Numbers()).Select(s_widen).Sum().Wait()),
            Peer("r3", () => R3Observable.ToObservable(Numbers()).Select(s_widen).SumAsync().Result),
            Peer("zlinq", () => Numbers().AsValueEnumerable().Select(s_widen).Sum()),
            Peer("akka", () => _akka.Reduce(Numbers().Chunk(ChunkSize), s_sum, s_add)),
        ];
    }

    public override string Job => "ints from an iterator: map to long, sum";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("linq", 1), Promise.AheadOf("plinq"), Promise.AllocatesNothingPerElement()];

    protected override long Expected { get; }

    public override Action PlainLoop() => () => Sum(Numbers());

    public override void Dispose() => _akka.Dispose();

    private IEnumerable<int> Numbers()
    {
        for (var i = 0; i < _n; i++)
            yield return i;
    }

    /// <summary>No range partitioner fits a source without positions; this is the documented form for one.</summary>
    private long SumWithThreadLocals()
    {
        var total = 0L;
        Parallel.ForEach(Numbers(), () => 0L, (x, _, sum) => sum + s_widen(x), sum => Interlocked.Add(ref total, sum));
        return total;
    }

    private static long Sum(IEnumerable<int> numbers)
    {
        var sum = 0L;
        foreach (var x in numbers)
            sum += s_widen(x);
        return sum;
    }

    private static long Sum(int[] chunk)
    {
        var sum = 0L;
        foreach (var x in chunk)
            sum += s_widen(x);
        return sum;
    }
}
