using Veda.Rx.Testing;
using Veda.Rx.Tests.Exploration;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>A whole program on virtual time, in its own flow only.</summary>
public sealed class DeterministicRuntimeTests
{
    [Fact]
    public void Streams_that_name_no_scheduler_run_on_it_in_the_same_order_each_time()
    {
        var orders = Enumerable.Range(0, 4).Select(i =>
        {
            using var runtime = VedaRuntime.Deterministic(seed: (ulong)i / 2, new SeededOptions { PreemptsWork = true });
            var order = "";
            runtime.Run(() => Task.WhenAll("abc".Select(async name =>
            {
                var count = await VedaStream.Range(0, 30).WithBatch(1, 4).Filter(x => x % 2 == 0).Count();
                order += count == 15 ? name : '!';
            })));
            Assert.True(runtime.Scheduler.Steps > 10);
            return order;
        }).ToArray();
        Assert.Equal(orders[0], orders[1]);
        Assert.Equal(orders[2], orders[3]);
        Assert.All(orders, order => Assert.Equal("abc", string.Concat(order.Order())));
    }

    [Fact]
    public void Waiting_drives_it_also_for_what_is_not_of_the_run()
    {
        using var runtime = VedaRuntime.Deterministic(1);
        var late = System.Reactive.Linq.Observable.Timer(TimeSpan.FromHours(1), runtime.Scheduler).ToVeda();
        Assert.Equal(1, late.Count().Wait());
        Assert.Equal(TimeSpan.FromHours(1), runtime.Scheduler.Now.TimeOfDay);
        Assert.Throws<DeadlockException>(() => System.Reactive.Linq.Observable.Never<int>().ToVeda().Count().Wait());
    }

    [Fact]
    public async Task Other_flows_do_not_see_it()
    {
        using var runtime = VedaRuntime.Deterministic(1);
        var steps = runtime.Scheduler.Steps;
        Task<int> elsewhere;
        using (ExecutionContext.SuppressFlow())
            elsewhere = Task.Run(() => VedaStream.Range(0, 100).Count().Wait());
        Assert.Equal(100, await elsewhere);
        Assert.Equal(steps, runtime.Scheduler.Steps);
    }

    [Fact]
    public void Uses_nest_and_end()
    {
        using (VedaRuntime.Deterministic(1))
        {
            using (var inner = VedaRuntime.Deterministic(2))
            {
                Assert.Equal(3, VedaStream.Range(0, 3).Map(x => x).On(inner.Scheduler).Count().Wait());
            }
            Assert.Equal(3, VedaStream.Range(0, 3).Count().Wait());
        }
        Assert.Equal(3, VedaStream.Range(0, 3).Count().Wait());
        Assert.Throws<ArgumentNullException>("scheduler", () => VedaRuntime.Use(null!));
    }

    [Fact]
    public void What_the_code_throws_or_waits_for_in_vain_is_told()
    {
        using var runtime = VedaRuntime.Deterministic(1);
        Assert.Throws<FormatException>(() => runtime.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), runtime.Time);
            throw new FormatException();
        }));
        Assert.Throws<DeadlockException>(() => runtime.Run(() => new TaskCompletionSource().Task));
        Assert.Throws<EscapeException>(() => runtime.Run(async () => await new RealThread()));
    }

    [Fact]
    public void It_ends_as_a_whole_or_not_at_all()
    {
        var runtime = VedaRuntime.Deterministic(1);
        runtime.Run(async () =>
        {
            Assert.Throws<InvalidOperationException>(runtime.Dispose);
            var steps = runtime.Scheduler.Steps;
            Assert.Equal(30, await VedaStream.Range(0, 30).Map(x => x).Count());
            Assert.True(runtime.Scheduler.Steps > steps);   // its use has not ended
        });
        runtime.Dispose();
        runtime.Dispose();
        Assert.Throws<ObjectDisposedException>(() => runtime.Run(() => Task.CompletedTask));
        var ended = runtime.Scheduler.Steps;
        Assert.Equal(30, VedaStream.Range(0, 30).Map(x => x).Count().Wait());
        Assert.Equal(ended, runtime.Scheduler.Steps);
    }

    [Fact]
    public void It_writes_down_what_runs_if_it_is_to()
    {
        using var runtime = VedaRuntime.Deterministic(3, new SeededOptions { Records = true });
        runtime.Run(async () => await Task.Delay(TimeSpan.FromMilliseconds(5), runtime.Time));
        var trace = runtime.Scheduler.ToTrace();
        Assert.Equal(runtime.Scheduler.Steps, trace.Events.Count);
        Assert.Contains("body", trace.Lanes);
        using var silent = VedaRuntime.Deterministic(3);
        Assert.Contains("SeededOptions.Records", Assert.Throws<InvalidOperationException>(() => silent.Scheduler.ToTrace()).Message);
    }
}
