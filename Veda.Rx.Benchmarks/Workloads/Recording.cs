using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>What writing down who worked on which batch adds, on real threads.</summary>
internal sealed class Recording : Workload<long>
{
    // One for all contenders: the compiler at run time favours one delegate at each place.
    private static readonly Func<long, bool> s_isEven = y => (y & 1) == 0;

    private readonly Func<int, long> _work;
    private readonly int[] _data;
    private readonly bool _heavy;

    public Recording(int n, bool heavy)
    {
        _heavy = heavy;
        _work = heavy ? x => Arithmetic.Spin(x, 12_000) : x => x * 3L + 1;
        _data = SeededData.Ints(n, below: 1_000_000);
        Expected = Sum(_data);
        Contenders =
        [
            Veda(() => _data.ToVeda().On(new RecordingScheduler(VedaRuntime.Default.Scheduler)).Map(_work).Filter(s_isEven).Sum().Wait()),
            Sequential(() => Sum(_data)),
            Peer("unrecorded", () => _data.ToVeda().Map(_work).Filter(s_isEven).Sum().Wait()),
        ];
    }

    public override string Job => $"as {(_heavy ? "heavy" : "light")}, with every batch written down";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("unrecorded", 0.95)];

    protected override long Expected { get; }

    public override Action PlainLoop()
    {
        var sample = _data.AsSpan(0, _data.Length / 10).ToArray();
        return () => Sum(sample);
    }

    private long Sum(ReadOnlySpan<int> data)
    {
        var sum = 0L;
        foreach (var x in data)
        {
            var y = _work(x);
            if ((y & 1) == 0)
                sum += y;
        }
        return sum;
    }
}
