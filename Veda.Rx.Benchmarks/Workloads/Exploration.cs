using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Executions of a small body that never fails. An answer is how often it ran to its end.</summary>
internal sealed class Exploration : Workload<int>
{
    private readonly int _n;
    private readonly bool _threads;

    public Exploration(int n, bool threads)
    {
        (_n, _threads) = (n, threads);
        Contenders = [Veda(Explored), Sequential(Plain)];
    }

    public override string Job => _threads ? "executions of 2 simulated threads × 6 steps" : "executions of 3 tasks × 4 awaits";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.PerSecond("executions", _threads ? 1_000 : 20_000)];

    protected override int Expected => _n;

    public override Action PlainLoop() => () => Plain();

    private int Explored()
    {
        var ended = 0;
        var result = Explore.Check(async sim =>
        {
            await Task.WhenAll(_threads
                ? [sim.Thread(() => Steps(sim), "one"), sim.Thread(() => Steps(sim), "other")]
                : [sim.Run(Awaits, "one"), sim.Run(Awaits, "two"), sim.Run(Awaits, "three")]);
            ended++;
        }, new ExploreOptions { Executions = _n });
        return result.Failure is null && result.Executions == _n ? ended : -1;
    }

    /// <summary>The bodies' steps in a loop.</summary>
    private int Plain()
    {
        var ended = 0;
        for (var i = 0; i < _n; i++)
            ended++;
        return ended;
    }

    private static async Task Awaits()
    {
        for (var i = 0; i < 4; i++)
            await Task.Yield();
    }

    private static void Steps(SimContext sim)
    {
        for (var i = 0; i < 6; i++)
            sim.Point("counter", Access.Write);
    }
}
