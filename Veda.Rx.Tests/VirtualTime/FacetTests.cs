using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>One clock and one order behind timers, tasks and awaits.</summary>
public sealed class FacetTests
{
    private readonly SeededTestScheduler _scheduler = new(11);
    private readonly List<(string What, long When)> _log = [];

    [Fact]
    public void A_delay_ends_when_the_clock_gets_there()
    {
        var delay = Task.Delay(TimeSpan.FromMilliseconds(5), _scheduler.TimeProvider, TestContext.Current.CancellationToken);
        _scheduler.AdvanceTo(49_999);
        Assert.False(delay.IsCompleted);
        _scheduler.AdvanceTo(50_000);
        Assert.True(delay.IsCompletedSuccessfully);
        Assert.Equal(50_000, _scheduler.TimeProvider.GetTimestamp());
        Assert.Equal(TimeSpan.FromMilliseconds(5), _scheduler.TimeProvider.GetElapsedTime(0));
        Assert.Equal(_scheduler.Now, _scheduler.TimeProvider.GetUtcNow());
        Assert.Equal(_scheduler.Now, _scheduler.TimeProvider.GetLocalNow());
    }

    [Fact]
    public void A_timer_fires_once_or_again_and_again_and_can_be_changed()
    {
        using (var once = _scheduler.TimeProvider.CreateTimer(what => Log((string)what!), "once", TimeSpan.FromTicks(5), TimeSpan.Zero))
        using (var often = _scheduler.TimeProvider.CreateTimer(_ => Log("often"), null, TimeSpan.FromTicks(10), TimeSpan.FromTicks(10)))
        using (var never = _scheduler.TimeProvider.CreateTimer(_ => Log("never"), null, Timeout.InfiniteTimeSpan, TimeSpan.FromTicks(1)))
        {
            _scheduler.AdvanceTo(30);
            Assert.Equal([("once", 5), ("often", 10), ("often", 20), ("often", 30)], _log);
            Assert.True(often.Change(TimeSpan.FromTicks(7), Timeout.InfiniteTimeSpan));
            _scheduler.AdvanceTo(100);
            Assert.Equal(("often", 37), _log[^1]);
            Assert.Throws<ArgumentOutOfRangeException>("period", () => often.Change(TimeSpan.Zero, TimeSpan.FromTicks(-2)));
            often.Dispose();
            Assert.False(often.Change(TimeSpan.Zero, TimeSpan.Zero));
        }
        _scheduler.Start();
        Assert.Equal(5, _log.Count);
    }

    [Fact]
    public void Time_outs_and_periodic_timers_keep_to_the_clock()
    {
        using var timeOut = new CancellationTokenSource(TimeSpan.FromTicks(25), _scheduler.TimeProvider);
        Begin(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1), _scheduler.TimeProvider);
            for (var i = 0; i < 3 && await timer.WaitForNextTickAsync(CancellationToken.None); i++)
                Log("tick");
        });
        timeOut.Token.Register(() => Log("time-out"));
        _scheduler.Start();
        Assert.Equal([("time-out", 25), ("tick", 10_000), ("tick", 20_000), ("tick", 30_000)], _log);
    }

    [Fact]
    public void What_comes_behind_an_await_runs_here_also_with_ConfigureAwait_false()
    {
        var thread = Environment.CurrentManagedThreadId;
        Begin(async () =>
        {
            await Task.Yield();
            Log($"{Environment.CurrentManagedThreadId == thread}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), _scheduler.TimeProvider).ConfigureAwait(false);
            Log($"{Environment.CurrentManagedThreadId == thread}");
        });
        _scheduler.Start();
        Assert.Equal([("True", 0), ("True", 50_000)], _log);
    }

    [Fact]
    public void Tasks_run_in_an_order_that_the_seed_decides_and_who_waits_for_one_runs_it()
    {
        var orders = Enumerable.Range(0, 50).Select(seed =>
        {
            var scheduler = new SeededTestScheduler((ulong)seed);
            var order = "";
            foreach (var name in "ab")
                new Task(() => order += name).Start(scheduler.TaskScheduler);
            new Task(() =>
            {
                var inner = new Task(() => order += "c");
                inner.Start(scheduler.TaskScheduler);
                inner.Wait();   // one with a token blocks instead
                order += "d";
            }).Start(scheduler.TaskScheduler);
            scheduler.Start();
            return order;
        }).ToArray();
        Assert.All(orders, order => Assert.Equal("abcd", string.Concat(order.Order())));
        Assert.All(orders, order => Assert.Contains("cd", order));
        Assert.True(orders.Distinct().Count() > 3);
    }

    private void Log(string what) => _log.Add((what, _scheduler.Clock));

    private void Begin(Func<Task> operation) => _scheduler.SynchronizationContext.Send(_ => operation(), null);
}
