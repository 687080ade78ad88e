using System.Reactive.Concurrency;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Empty actions on virtual time, against Rx's own virtual time. An answer is the number that ran.</summary>
internal sealed class VirtualActions : Workload<int>
{
    private readonly int _n;
    private readonly bool _recursive;

    public VirtualActions(int n, bool recursive)
    {
        (_n, _recursive) = (n, recursive);
        Contenders =
        [
            Veda(() => Run(new SeededTestScheduler(1), scheduler => scheduler.Start())),
            Sequential(Loop),
            Peer("historical", () => Run(new HistoricalScheduler(), scheduler => scheduler.Start())),
            Peer("test-scheduler", () => Run(new TestScheduler(), scheduler => scheduler.Start())),
        ];
    }

    public override string Job => _recursive ? "empty actions on virtual time, each scheduled by the one before" : "empty actions on virtual time, all outstanding, at as many times";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("historical", _recursive ? 0.8 : 2)];

    protected override int Expected => _n;

    public override Action PlainLoop() => () => Loop();

    private int Run<TScheduler>(TScheduler scheduler, Action<TScheduler> start) where TScheduler : IScheduler
    {
        var ran = 0;
        if (_recursive)
        {
            scheduler.Schedule(TimeSpan.FromTicks(1), again =>
            {
                if (++ran < _n)
                    again(TimeSpan.FromTicks(1));
            });
        }
        else
        {
            // Due times in no order: the i-th of n steps of a fixed stride.
            for (var i = 0L; i < _n; i++)
                scheduler.Schedule(TimeSpan.FromTicks(1 + i * 7_919 % _n), () => ran++);
        }
        start(scheduler);
        return ran;
    }

    private int Loop()
    {
        var ran = 0;
        Action count = () => ran++;
        for (var i = 0; i < _n; i++)
            count();
        return ran;
    }
}
