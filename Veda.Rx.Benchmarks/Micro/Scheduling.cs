using System.Reactive.Concurrency;
using BenchmarkDotNet.Attributes;

namespace Veda.Rx.Benchmarks.Micro;

/// <summary>From scheduling one action on an idle scheduler until it has run.</summary>
[MemoryDiagnoser]
public class Scheduling
{
    private readonly ManualResetEventSlim _ran = new();

    [Benchmark(Baseline = true)]
    public void RxTaskPool() => ScheduleAndWait(TaskPoolScheduler.Default);

    [Benchmark]
    public void RxThreadPool() => ScheduleAndWait(ThreadPoolScheduler.Instance);

    [Benchmark]
    public void Veda() => ScheduleAndWait(VedaRuntime.Default.Scheduler);

    private void ScheduleAndWait(IScheduler scheduler)
    {
        _ran.Reset();
        scheduler.Schedule(_ran.Set);
        _ran.Wait();
    }
}
