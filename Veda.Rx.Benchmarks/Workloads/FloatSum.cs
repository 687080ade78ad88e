using System.Reactive.Linq;
using R3;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;
using ZLinq;
using R3Observable = R3.Observable;
using RxObservable = System.Reactive.Linq.Observable;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Floating-point sums, where the order of additions shows in the last bits.</summary>
internal sealed class FloatSum : Workload<double>
{
    private const int SliceSize = 65_536;
    private const double Tolerance = 1e-9;

    private static readonly Func<double, double> s_scale = x => x * 1.0000001 + 0.25;
    private static readonly Func<double, double, double> s_add = (a, b) => a + b;

    private readonly double[] _data;
    private readonly AkkaStreams _akka = new();

    /// <summary>The first answer of this library, which all its later ones must repeat bit for bit.</summary>
    private double? _first;

    public FloatSum(int n)
    {
        _data = SeededData.Doubles(n);
        Expected = (double)_data.Aggregate(0m, (sum, x) => sum + (decimal)s_scale(x));
        Contenders =
        [
            Veda(() => _data.ToVeda().Map(s_scale).Sum().Wait()),
            Limit(() => StaticSplit.Reduce(n, SumInFourLanes, s_add)),
            Sequential(() => Sum(0, n)),
            Peer("linq", () => _data.Select(s_scale).Sum()),
            Peer("plinq", () => _data.AsParallel().Select(s_scale).Sum()),
            Peer("parallel-foreach", () => ParallelForEach.Reduce(n, SliceSize, SumInFourLanes, s_add)),
            Peer("dataflow", () => Dataflow.Reduce(n, SliceSize, SumInFourLanes, s_add)),
            Peer("channels", () => Channels.Reduce(n, SliceSize, SumInFourLanes, s_add)),
            Peer("rx", () => RxObservable.ToObservable(_data).Select(s_scale).Sum().Wait()),
            Peer("rx-long-running", () => RxStreams.LongRunning(_data).Select(s_scale).Sum().Wait()),
            Peer("r3", () => R3Observable.ToObservable(_data).Select(s_scale).SumAsync().Result),
            Peer("zlinq", () => _data.AsValueEnumerable().Select(s_scale).Sum()),
            Peer("akka", () => _akka.Reduce(n, SliceSize, SumInFourLanes, s_add)),
        ];
    }

    public override string Job => "doubles: map, sum";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("limit", 0.9), Promise.AllocatesNothingPerElement()];

    public override IReadOnlyList<Check> Checks =>
        [new("the same bits on 1 to 64 workers, with any batch size, from any kind of source", () => SameBits.Verify(_data, s_scale))];

    protected override double Expected { get; }

    public override Action PlainLoop()
    {
        var copy = _data.ToArray();
        return () => Sum(copy);
    }

    public override void Dispose() => _akka.Dispose();

    protected override bool Accepts(Contender contender, double answer) => contender.Role == Role.Veda
        ? SameBits.Equal(answer, _first ??= answer) && IsClose(answer)
        : IsClose(answer);

    protected override string Describe(double answer) => answer.ToString("R");

    private bool IsClose(double answer) => Math.Abs(answer - Expected) <= Tolerance * Math.Abs(Expected);

    private double Sum(int from, int to) => Sum(_data.AsSpan(from, to - from));

    private static double Sum(ReadOnlySpan<double> data)
    {
        var sum = 0.0;
        foreach (var x in data)
            sum += s_scale(x);
        return sum;
    }

    /// <summary>Four sums side by side, so that an addition need not wait for the one before.</summary>
    private double SumInFourLanes(int from, int to)
    {
        var data = _data.AsSpan(from, to - from);
        double a = 0, b = 0, c = 0, d = 0;
        while (data is [var w, var x, var y, var z, ..])
        {
            a += s_scale(w);
            b += s_scale(x);
            c += s_scale(y);
            d += s_scale(z);
            data = data[4..];
        }
        return a + b + (c + d) + Sum(data);
    }
}
