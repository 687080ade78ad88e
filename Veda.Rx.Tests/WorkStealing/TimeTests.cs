using System.Reactive.Concurrency;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>Due times, periods and idle time-outs, on a clock that the test moves.</summary>
public sealed class TimeTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly WorkStealingScheduler _scheduler;

    public TimeTests() => _scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2, Time = _time, IdleTimeout = TimeSpan.FromMinutes(1) });

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public void An_action_runs_at_its_due_time_and_not_before()
    {
        using var done = new ManualResetEventSlim();
        DateTimeOffset ran = default;
        _scheduler.Schedule(TimeSpan.FromSeconds(10), () =>
        {
            ran = _scheduler.Now;
            done.Set();
        });
        _time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.Equal(1, _time.Armed);
        _time.Advance(TimeSpan.FromTicks(1));
        done.AwaitOrFail();
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(10), ran);
    }

    [Fact]
    public void An_absolute_due_time_is_on_the_schedulers_clock()
    {
        using var done = new ManualResetEventSlim();
        _scheduler.Schedule(DateTimeOffset.UnixEpoch.AddHours(1), done.Set);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(1, _time.Armed);
        _time.Advance(TimeSpan.FromMinutes(1));
        done.AwaitOrFail();
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    public void What_is_due_already_needs_no_timer(long ticks)
    {
        using var done = new ManualResetEventSlim();
        _scheduler.Schedule(TimeSpan.FromTicks(ticks), done.Set);
        done.AwaitOrFail();
    }

    [Fact]
    public void A_due_time_beyond_a_timers_reach_is_waited_for_in_pieces()
    {
        using var done = new ManualResetEventSlim();
        _scheduler.Schedule(TimeSpan.FromDays(200), done.Set);
        _time.Advance(TimeSpan.FromDays(199));
        Assert.Equal(1, _time.Armed);
        _time.Advance(TimeSpan.FromDays(1));
        done.AwaitOrFail();
    }

    [Fact]
    public void The_longest_due_time_is_accepted() => _scheduler.Schedule(TimeSpan.MaxValue, () => { }).Dispose();

    [Fact]
    public void Cancelling_stops_the_timer()
    {
        var handle = _scheduler.Schedule(TimeSpan.FromSeconds(1), () => throw new InvalidOperationException("cancelled work ran"));
        handle.Dispose();
        Assert.Equal(0, _time.Armed);
        _time.Advance(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Periods_that_pass_while_the_action_runs_are_made_up_for()
    {
        using var entered = new SemaphoreSlim(0);
        using var gate = new SemaphoreSlim(0);
        var overlaps = 0;
        var running = 0;
        using var periodic = _scheduler.SchedulePeriodic(0, TimeSpan.FromSeconds(1), count =>
        {
            if (Interlocked.Increment(ref running) > 1)
                Interlocked.Increment(ref overlaps);
            entered.Release();
            Assert.True(gate.Wait(Hang.Limit, TestContext.Current.CancellationToken));
            Interlocked.Decrement(ref running);
            return count + 1;
        });
        _time.Advance(TimeSpan.FromSeconds(5));
        for (var i = 0; i < 5; i++)
        {
            Assert.True(entered.Wait(Hang.Limit, TestContext.Current.CancellationToken));
            gate.Release();
        }
        Assert.Equal(0, overlaps);
        Assert.Equal(0, entered.CurrentCount);
    }

    [Fact]
    public void A_period_of_zero_lets_other_work_through()
    {
        using var done = new ManualResetEventSlim();
        using var one = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        using var periodic = one.SchedulePeriodic(0, TimeSpan.Zero, count =>
        {
            if (count == 100)
                one.Schedule(done.Set);
            return count + 1;
        });
        done.AwaitOrFail();
    }

    [Fact]
    public void Threads_end_after_the_idle_timeout_and_start_again()
    {
        for (var round = 0; round < 3; round++)
        {
            OwnThreads? threads = null;
            using (var done = new ManualResetEventSlim())
            {
                _scheduler.Schedule(() =>
                {
                    threads = OwnThreads.Here();
                    done.Set();
                });
                done.AwaitOrFail();
            }
            // The worker may not have parked yet when the clock first moves; every further sweep finds it.
            Hang.Until(() =>
            {
                _time.Advance(TimeSpan.FromMinutes(1));
                return threads!.HaveEnded;
            }, "an idle worker does not end");
        }
    }

    [Fact]
    public void The_stopwatch_is_on_the_schedulers_clock()
    {
        var stopwatch = _scheduler.StartStopwatch();
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), stopwatch.Elapsed);
    }

    /// <summary>The thread that an action runs on.</summary>
    private sealed class OwnThreads(Thread thread)
    {
        public bool HaveEnded => !thread.IsAlive;

        public static OwnThreads Here() => new(Thread.CurrentThread);
    }
}
