using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Xunit;

namespace Veda.Rx.Tests.Scheduling;

/// <summary>What Rx expects of every scheduler. A suite per scheduler inherits it; what one cannot do, it names with the reason.</summary>
public abstract class SchedulerContract
{
    /// <summary>No test waits for time to pass; this only turns a hang into a failure.</summary>
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(120);

    /// <summary>The type that the suite covers; looked for by <see cref="EverySchedulerHasASuite"/>.</summary>
    public abstract Type Covers { get; }

    protected virtual string? NoPeriodic => null;

    protected virtual string? NoLongRunning => null;

    protected virtual string? NoStopwatch => null;

    /// <summary>Why an action cannot be cancelled before it starts.</summary>
    protected virtual string? NoCancellation => null;

    protected abstract IScheduler Create();

    /// <summary>Lets the scheduler do its work until the event is set; virtual time overrides it.</summary>
    protected virtual void Await(IScheduler scheduler, ManualResetEventSlim done) => Assert.True(done.Wait(s_hang), "the scheduler hangs");

    [Fact]
    public void An_action_gets_its_state_and_a_scheduler()
    {
        using var fixture = new Fixture(this);
        object? state = null;
        IScheduler? given = null;
        fixture.Scheduler.Schedule("the state", (scheduler, s) =>
        {
            (state, given) = (s, scheduler);
            fixture.Done.Set();
            return Disposable.Empty;
        });
        fixture.Await();
        Assert.Equal("the state", state);
        Assert.NotNull(given);
    }

    [Theory]
    [InlineData(-TimeSpan.TicksPerDay)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(TimeSpan.TicksPerMillisecond * 15)]
    public void A_relative_due_time_may_be_anything(long ticks)
    {
        using var fixture = new Fixture(this);
        fixture.Scheduler.Schedule(TimeSpan.FromTicks(ticks), fixture.Done.Set);
        fixture.Await();
    }

    [Theory]
    [InlineData(-TimeSpan.TicksPerDay)]
    [InlineData(0)]
    [InlineData(TimeSpan.TicksPerMillisecond * 15)]
    public void An_absolute_due_time_may_have_passed(long ticks)
    {
        using var fixture = new Fixture(this);
        fixture.Scheduler.Schedule(fixture.Scheduler.Now + TimeSpan.FromTicks(ticks), fixture.Done.Set);
        fixture.Await();
    }

    [Fact]
    public void A_cancelled_action_never_runs()
    {
        if (NoCancellation is not null)
            return;
        using var fixture = new Fixture(this);
        var ran = false;
        fixture.Scheduler.Schedule(() =>
        {
            fixture.Scheduler.Schedule(TimeSpan.FromHours(1), () => ran = true).Dispose();
            fixture.Scheduler.Schedule(TimeSpan.FromMilliseconds(1), fixture.Done.Set);
        });
        fixture.Await();
        Assert.False(ran);
    }

    [Fact]
    public void The_handle_disposes_what_the_action_returned()
    {
        using var fixture = new Fixture(this);
        using var inner = new BooleanDisposable();
        using var ran = new ManualResetEventSlim();
        var handle = fixture.Scheduler.Schedule(0, (_, _) =>
        {
            ran.Set();
            return inner;
        });
        Await(fixture.Scheduler, ran);
        Assert.False(inner.IsDisposed);
        handle.Dispose(); // before or after the action has returned: both must lead to this
        SpinWait.SpinUntil(() => inner.IsDisposed, s_hang);
        Assert.True(inner.IsDisposed);
    }

    [Fact]
    public void Recursion_does_not_grow_the_stack()
    {
        using var fixture = new Fixture(this);
        var left = 100_000;
        fixture.Scheduler.Schedule(self =>
        {
            if (--left > 0)
                self();
            else
                fixture.Done.Set();
        });
        fixture.Await();
        Assert.Equal(0, left);
    }

    [Fact]
    public void Recursion_with_due_times_works()
    {
        using var fixture = new Fixture(this);
        var left = 5;
        fixture.Scheduler.Schedule(TimeSpan.FromTicks(1), self =>
        {
            if (--left > 0)
                self(TimeSpan.FromTicks(left));
            else
                fixture.Done.Set();
        });
        fixture.Await();
        Assert.Equal(0, left);
    }

    [Fact]
    public void Every_action_runs_exactly_once()
    {
        using var fixture = new Fixture(this);
        const int Actions = 1_000;
        var runs = new int[Actions];
        var left = Actions;
        for (var i = 0; i < Actions; i++)
        {
            fixture.Scheduler.Schedule(i, (_, index) =>
            {
                Interlocked.Increment(ref runs[index]);
                if (Interlocked.Decrement(ref left) == 0)
                    fixture.Done.Set();
                return Disposable.Empty;
            });
        }
        fixture.Await();
        Assert.All(runs, n => Assert.Equal(1, n));
    }

    [Fact]
    public void A_null_action_is_refused()
    {
        using var fixture = new Fixture(this);
        Assert.Throws<ArgumentNullException>(() => fixture.Scheduler.Schedule(0, null!));
        Assert.Throws<ArgumentNullException>(() => fixture.Scheduler.Schedule(0, TimeSpan.FromTicks(1), null!));
        Assert.Throws<ArgumentNullException>(() => fixture.Scheduler.Schedule(0, DateTimeOffset.MinValue, null!));
    }

    [Fact]
    public void A_stopwatch_never_runs_backwards()
    {
        using var fixture = new Fixture(this);
        var provider = Capability<IStopwatchProvider>(fixture.Scheduler, NoStopwatch);
        if (provider is null)
            return;
        var stopwatch = provider.StartStopwatch();
        var first = stopwatch.Elapsed;
        Assert.True(first >= TimeSpan.Zero);
        Assert.True(stopwatch.Elapsed >= first);
    }

    [Fact]
    public void A_periodic_action_hands_its_state_on_until_it_is_disposed()
    {
        using var fixture = new Fixture(this);
        var periodic = Capability<ISchedulerPeriodic>(fixture.Scheduler, NoPeriodic);
        if (periodic is null)
            return;
        var seen = new List<int>();
        using var handle = new SingleAssignmentDisposable();
        handle.Disposable = periodic.SchedulePeriodic(0, TimeSpan.FromMilliseconds(1), count =>
        {
            if (count < 4)
                seen.Add(count);
            if (count == 3)
                fixture.Done.Set();
            return count + 1;
        });
        fixture.Await();
        handle.Dispose();
        Assert.Equal([0, 1, 2, 3], seen);
    }

    [Fact]
    public void A_negative_period_is_refused()
    {
        using var fixture = new Fixture(this);
        var periodic = Capability<ISchedulerPeriodic>(fixture.Scheduler, NoPeriodic);
        if (periodic is null)
            return;
        Assert.Throws<ArgumentOutOfRangeException>(() => periodic.SchedulePeriodic(0, TimeSpan.FromTicks(-1), s => s));
        Assert.Throws<ArgumentNullException>(() => periodic.SchedulePeriodic<int>(0, TimeSpan.FromTicks(1), null!));
    }

    [Fact]
    public void A_long_running_action_learns_that_it_is_disposed()
    {
        using var fixture = new Fixture(this);
        var longRunning = Capability<ISchedulerLongRunning>(fixture.Scheduler, NoLongRunning);
        if (longRunning is null)
            return;
        using var started = new ManualResetEventSlim();
        string? state = null;
        var handle = longRunning.ScheduleLongRunning("the state", (s, cancel) =>
        {
            state = s;
            started.Set();
            SpinWait.SpinUntil(() => cancel.IsDisposed);
            fixture.Done.Set();
        });
        Await(fixture.Scheduler, started);
        handle.Dispose();
        fixture.Await();
        Assert.Equal("the state", state);
    }

    private static T? Capability<T>(IScheduler scheduler, string? reasonForNone) where T : class
    {
        var found = (scheduler as IServiceProvider)?.GetService(typeof(T)) as T;
        Assert.True((found is null) == (reasonForNone is not null), $"{typeof(T).Name}: {(found is null ? "missing" : "there")}, but the suite says: {reasonForNone ?? "it has it"}");
        return found;
    }

    private sealed class Fixture(SchedulerContract suite) : IDisposable
    {
        public IScheduler Scheduler { get; } = suite.Create();

        public ManualResetEventSlim Done { get; } = new();

        public void Await() => suite.Await(Scheduler, Done);

        public void Dispose()
        {
            (Scheduler as IDisposable)?.Dispose();
            Done.Dispose();
        }
    }
}
