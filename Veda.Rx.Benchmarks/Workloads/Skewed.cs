using System.Collections.Concurrent;
using System.Reactive.Linq;
using R3;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;
using ZLinq;
using R3Observable = R3.Observable;
using RxObservable = System.Reactive.Linq.Observable;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Costs with a heavy tail, the dearest last: whoever hands out too much at once waits for one core at the end.</summary>
internal sealed class Skewed : Workload<long>
{
    private const int AverageSteps = 12_000;

    private static readonly Func<int, long> s_work = steps => Arithmetic.Spin(steps, steps);
    private static readonly Func<long, long, long> s_add = (a, b) => a + b;

    private readonly int[] _steps;
    private readonly AkkaStreams _akka = new();

    public Skewed(int n)
    {
        _steps = SkewedSteps.Create(n, AverageSteps);
        foreach (var steps in _steps)
            Expected += Arithmetic.Spin(steps, steps);
        Contenders =
        [
            Veda(() => _steps.ToVeda().Map(s_work).Sum().Wait()),
            Limit(() => GreedyClaim.Reduce(n, size: 1, Sum, s_add)),
            Sequential(() => Sum(0, n)),
            Peer("linq", () => _steps.Sum(s_work)),
            Peer("plinq", () => Partitioner.Create(_steps, loadBalance: true).AsParallel().Sum(s_work)),
            Peer("parallel-foreach", () => ParallelForEach.Reduce(n, size: 4, Sum, s_add)),
            Peer("dataflow", () => Dataflow.Reduce(n, size: 4, Sum, s_add)),
            Peer("channels", () => Channels.Reduce(n, size: 4, Sum, s_add)),
            Peer("rx", () => RxObservable.ToObservable(_steps).Select(s_work).Sum().Wait()),
            Peer("r3", () => R3Observable.ToObservable(_steps).Select(s_work).SumAsync().Result),
            Peer("zlinq", () => _steps.AsValueEnumerable().Select(s_work).Sum()),
            Peer("akka", () => _akka.Reduce(n, size: 4, Sum, s_add)),
        ];
    }

    public override string Job => "elements of heavy-tailed cost, the dearest last: map, sum";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises =>
        [Promise.AtLeast("limit", 0.95), Promise.AheadOf("plinq"), Promise.AheadOf("parallel-foreach")];

    protected override long Expected { get; }

    public override Action PlainLoop()
    {
        var sample = _steps.AsSpan(0, _steps.Length / 2).ToArray();
        return () => Sum(sample);
    }

    public override void Dispose() => _akka.Dispose();

    private long Sum(int from, int to) => Sum(_steps.AsSpan(from, to - from));

    private static long Sum(ReadOnlySpan<int> data)
    {
        var sum = 0L;
        foreach (var steps in data)
            sum += s_work(steps);
        return sum;
    }
}
