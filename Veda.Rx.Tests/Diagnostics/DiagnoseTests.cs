using Veda.Rx.Tests.Guarantees;
using Veda.Rx.Tests.Policies;
using Veda.Rx.Tests.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Diagnostics;

/// <summary>The report of a scheduler, and reading while everything moves.</summary>
public sealed class DiagnoseTests
{
    [Fact]
    public void A_new_runtime_has_nothing_to_tell()
    {
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 3, Policy = SchedulingPolicy.LowLatency });
        var report = runtime.Diagnose();
        Assert.Equal((3, 0, 0), (report.Scheduler.AllowedWorkers, report.Scheduler.AliveWorkers, report.Scheduler.BusyWorkers));
        Assert.Empty(report.Scheduler.Workers);
        Assert.Empty(report.Streams);
        Assert.Contains("  LowLatency: 3 workers: to begin with", report.ToString());
    }

    [Fact]
    public void A_policy_is_called_what_its_user_calls_it()
    {
        foreach (var property in typeof(SchedulingPolicy).GetProperties())
        {
            using var runtime = new VedaRuntime(new VedaOptions { Workers = 1, Policy = (ISchedulingPolicy)property.GetValue(null)! });
            Assert.Equal(property.Name, runtime.Diagnose().Scheduler.Policy);
            Assert.Contains($"  {property.Name}: 1 worker: to begin with", runtime.Diagnose().ToString());
        }
        using var own = new VedaRuntime(new VedaOptions { Policy = new RestlessPolicy() });
        Assert.Equal(nameof(RestlessPolicy), own.Diagnose().Scheduler.Policy);
    }

    [Fact]
    public void What_waits_is_counted_by_where_it_waits()
    {
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 1 });
        runtime.Scheduler.Schedule(() =>
        {
            runtime.Scheduler.Schedule(() => { });
            entered.Set();
            release.AwaitOrFail();
        });
        entered.AwaitOrFail();
        var (low, high) = (runtime.Scheduler.WithPriority(WorkPriority.Low), runtime.Scheduler.WithPriority(WorkPriority.High));
        for (var i = 0; i < 3; i++)
            System.Reactive.Concurrency.Scheduler.Schedule(low, () => { });
        for (var i = 0; i < 2; i++)
            System.Reactive.Concurrency.Scheduler.Schedule(high, () => { });
        for (var i = 0; i < 1000; i++)
            runtime.Scheduler.Schedule(() => { });
        var report = runtime.Diagnose().Scheduler;
        release.Set();
        Assert.Equal((1000, 2, 3, 1), (report.NormalItems, report.UrgentItems, report.LowItems, report.OwnItems));
        Assert.Contains("waiting: 1,000 normal, 2 urgent, 3 low, 1 in workers' own queues", report.ToString());
        Assert.True(Assert.Single(report.Workers) is { Number: 1, IsBusy: true, IsBlocked: false, Elapsed: not null });
    }

    [Fact]
    public void For_how_long_a_worker_has_been_in_an_action_is_told_on_the_schedulers_clock()
    {
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var time = new ManualTime();
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 1, Time = time });
        runtime.Scheduler.Schedule(() =>
        {
            entered.Set();
            release.AwaitOrFail();
        });
        entered.AwaitOrFail();
        time.Advance(TimeSpan.FromMilliseconds(5200));
        var report = runtime.Diagnose();
        release.Set();
        Assert.Equal(TimeSpan.FromMilliseconds(5200), Assert.Single(report.Scheduler.Workers).Elapsed);
        Assert.Contains("has been in its present piece of work for at most 5.2 s", report.ToString());
    }

    [Fact]
    public async Task A_runtime_that_has_ended_can_still_be_asked()
    {
        var runtime = new VedaRuntime(new VedaOptions { Workers = 2 });
        await VedaStream.Range(0, 1000).On(runtime.Scheduler).Sum();
        await runtime.DisposeAsync();
        var report = runtime.Diagnose();
        Assert.True(report.Scheduler.IsEnding);
        Assert.Equal(0, report.Scheduler.AliveWorkers);
        Assert.Contains("it is ending", report.ToString());
    }

    [Fact]
    public async Task An_observer_of_decisions_that_does_not_return_stops_no_report()
    {
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var runtime = new VedaRuntime();
        var observer = Patience.OnThread(() => runtime.Scheduler.Decisions.Subscribe(_ =>
        {
            entered.Set();
            release.AwaitOrFail();
        }));
        entered.AwaitOrFail();
        Assert.Contains("to begin with", (await Patience.OnThread(runtime.Diagnose)).ToString());
        release.Set();
        (await observer).Dispose();
    }

    [Fact]
    public void Many_may_ask_at_any_time_from_inside_too()
    {
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 2 });
        var sum = VedaStream.Range(0, 200).On(runtime.Scheduler).WithBatch(1, 4)
            .Map(x => runtime.Diagnose().ToString().Length > 0 ? VedaStream.Range(0, x).On(runtime.Scheduler).Sum().Wait() : 0).Sum().Wait();
        Assert.Equal(Enumerable.Range(0, 200).Sum(x => Enumerable.Range(0, x).Sum()), sum);
    }
}
