using System.Diagnostics;
using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Work that changes its kind: what suits one phase is wrong for the next, and nobody says so.</summary>
/// <remarks>
/// <c>best-fixed</c> changes runtimes with the phases, to the number of workers that was best for each when all were tried
/// before. <c>veda</c> and <c>plinq</c> have their default settings all the way.
/// </remarks>
internal sealed class Adaptive : Workload<long>
{
    private readonly IReadOnlyList<AdaptivePhase> _phases;
    private readonly IReadOnlyList<BestFixed> _best;
    private readonly VedaRuntime _runtime = new();

    public Adaptive(int n)
    {
        _phases = AdaptivePhase.Five(n);
        foreach (var phase in _phases)
            Expected += Sequential(phase);
        _best = [.. _phases.Select(BestFixed.For)];
        Contenders =
        [
            SelfTimed("veda", Role.Veda, () => RunPhases((phase, _) => phase.RunOn(_runtime))),
            SelfTimed("best-fixed", Role.Limit, () => RunPhases((phase, index) => phase.RunOn(_best[index].Runtime))),
            SelfTimed("plinq", Role.Peer, () => RunPhases((phase, _) => phase.RunInParallelLinq())),
        ];
    }

    public override string Job =>
        $"five phases in a row: map, sum; best fixed workers: {string.Join(", ", _phases.Zip(_best, (phase, best) => $"{phase.Name} {best.Workers}"))}";

    public override int MostRounds => 5;

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<string> Parts => [.. _phases.Select(phase => phase.Name)];

    public override IReadOnlyList<Promise> Promises =>
        [.. _phases.Select(phase => Promise.AtLeast("best-fixed", phase.Name, 0.95)), Promise.AtLeast("plinq", 1.5)];

    protected override long Expected { get; }

    public override Action PlainLoop()
    {
        var heavy = _phases.Single(phase => phase.Name == "heavy");
        return () => Arithmetic.Spin(heavy.N, 1_000_000);
    }

    public override void Dispose()
    {
        foreach (var best in _best)
            best.Dispose();
        _runtime.Dispose();
    }

    private Timed<long> RunPhases(Func<AdaptivePhase, int, long> run)
    {
        var sum = 0L;
        var times = new double[_phases.Count];
        for (var index = 0; index < times.Length; index++)
        {
            var start = Stopwatch.GetTimestamp();
            sum += run(_phases[index], index);
            times[index] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return new Timed<long>(sum, times.Sum(), times);
    }

    /// <summary>The blocking elements map to themselves; to wait for them one after the other would take long.</summary>
    private static long Sequential(AdaptivePhase phase)
    {
        if (phase.Name == "blocking")
            return (long)phase.N * (phase.N - 1) / 2;
        var sum = 0L;
        for (var x = 0; x < phase.N; x++)
            sum += phase.Work(x);
        return sum;
    }
}
