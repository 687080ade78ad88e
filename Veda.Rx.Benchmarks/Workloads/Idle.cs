using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>A runtime that has worked and has nothing more to do. The time that counts is the process's processor time meanwhile.</summary>
internal sealed class Idle : Workload<long>
{
    private readonly int _milliseconds;
    private readonly VedaRuntime _runtime = new();

    public Idle(int milliseconds)
    {
        _milliseconds = milliseconds;
        Contenders = [SelfTimed("veda", Role.Veda, WorkThenRest)];
    }

    public override string Job => "a runtime that has worked, then n ms of nothing: processor time";

    public override int MostRounds => 1;

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.TakesShareOf(1, "of a core")];

    protected override long Expected => 250_000_000_000;

    public override Action PlainLoop() => () => Arithmetic.Spin(1, 1_000_000);

    public override void Dispose() => _runtime.Dispose();

    private Timed<long> WorkThenRest()
    {
        var sum = VedaStream.Range(0, 1_000_000).On(_runtime.Scheduler).Filter(x => x % 2 == 0).Map(x => x + 1L).Sum().Wait();
        Thread.Sleep(50);   // the workers have gone to sleep, and the compiler is through
        var before = Environment.CpuUsage.TotalTime;
        Thread.Sleep(_milliseconds);
        return new Timed<long>(sum, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
    }
}
