using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>The same as <see cref="Light"/> with code that the JIT can inline everywhere: kernels here, a written-out loop there.</summary>
/// <remarks>Libraries that take only delegates are in <see cref="Light"/>; here compete those that let the caller write the loop.</remarks>
internal sealed class LightKernel : Workload<long>
{
    private const int SliceSize = 65_536;

    private static readonly Func<long, long, long> s_add = (a, b) => a + b;

    private readonly int[] _data;
    private readonly AkkaStreams _akka = new();

    public LightKernel(int n)
    {
        _data = SeededData.Ints(n, below: 1_000_000);
        foreach (var x in _data)
            Expected += x % 2 == 0 ? 0 : x * 3L + 1;
        Contenders =
        [
            Veda(() => _data.ToVeda().Map(new Widen()).Filter(new IsEven()).Sum().Wait()),
            Limit(() => StaticSplit.Reduce(n, Sum, s_add)),
            Limit("limit-branchless", () => StaticSplit.Reduce(n, SumBranchless, s_add)),
            Sequential(() => Sum(0, n)),
            Peer("parallel-foreach", () => ParallelForEach.Reduce(n, SliceSize, Sum, s_add)),
            Peer("dataflow", () => Dataflow.Reduce(n, SliceSize, Sum, s_add)),
            Peer("channels", () => Channels.Reduce(n, SliceSize, Sum, s_add)),
            Peer("akka", () => _akka.Reduce(n, SliceSize, Sum, s_add)),
        ];
    }

    public override string Job => "ints: map to long, filter, sum, with struct kernels";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("limit", 0.95), Promise.AllocatesNothingPerElement()];

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
            var y = x * 3L + 1;
            if ((y & 1) == 0)
                sum += y;
        }
        return sum;
    }

    /// <summary>Turns the filter into a mask, which only someone who sees its code can do.</summary>
    private long SumBranchless(int from, int to)
    {
        var sum = 0L;
        foreach (var x in _data.AsSpan(from, to - from))
        {
            var y = x * 3L + 1;
            sum += y & -(~y & 1);
        }
        return sum;
    }

    private readonly struct Widen : IKernel<Widen, int, long>
    {
        public long Invoke(int value) => value * 3L + 1;
    }

    private readonly struct IsEven : IPredicateKernel<IsEven, long>
    {
        public bool Invoke(long value) => (value & 1) == 0;
    }
}
