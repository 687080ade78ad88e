using System.Diagnostics;
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

    /// <summary>Why an action cannot be cancelled before it starts, or why it cannot be kept from starting until it is cancelled.</summary>
    protected virtual string? NoCancellation => null;

    /// <summary>Why actions need not start in the order of their due times.</summary>
    protected virtual string? NoOrder => null;

    /// <summary>Why there is no handler for exceptions that actions throw.</summary>
    protected virtual string? NoPolicy => null;

    /// <summary>Between due times that are compared.</summary>
    protected virtual TimeSpan Step => TimeSpan.FromMilliseconds(1);

    /// <summary>How many actions have to run for another one to wait.</summary>
    protected virtual int Workers => 1;

    protected abstract IScheduler Create();

    /// <summary>Lets the scheduler do its work until the event is set; virtual time overrides it.</summary>
    protected virtual void Await(IScheduler scheduler, ManualResetEventSlim done) => Assert.True(done.Wait(s_hang), "the scheduler hangs");

    /// <summary>One whose actions' exceptions go to a handler; asked for unless <see cref="NoPolicy"/> says why not.</summary>
    protected virtual IScheduler Create(Action<Exception> handler) => throw new NotSupportedException();

    /// <summary>Returns when everything that was scheduled has run.</summary>
    protected virtual void Drain(IScheduler scheduler)
    {
    }

    /// <summary>Lets some steps pass, where the test moves the clock.</summary>
    protected virtual void Elapse(IScheduler scheduler)
    {
    }

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

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_cancelled_action_never_runs(long ticks)
    {
        SkipIf(NoCancellation);
        using var fixture = new Fixture(this);
        var scheduler = fixture.Scheduler;
        using var others = new CountdownEvent(Workers);
        var release = new ManualResetEventSlim();   // not disposed of: who waits for it may be late
        var ran = false;
        scheduler.Schedule(() =>
        {
            // Every worker is busy while the action is queued and cancelled: it cannot have begun.
            for (var other = 1; other < Workers; other++)
            {
                scheduler.Schedule(() =>
                {
                    others.Signal();
                    release.Wait(s_hang);
                });
            }
            others.Signal();
            Assert.True(others.Wait(s_hang));
            scheduler.Schedule(TimeSpan.FromTicks(ticks), () => ran = true).Dispose();
            release.Set();
            scheduler.Schedule(TimeSpan.FromTicks(ticks), fixture.Done.Set);
        });
        fixture.Await();
        Drain(scheduler);
        Assert.False(ran);
    }

    [Fact]
    public void Actions_start_in_the_order_of_their_due_times()
    {
        SkipIf(NoOrder);
        using var fixture = new Fixture(this);
        using var scheduled = new ManualResetEventSlim();
        var order = new List<int>();
        fixture.Scheduler.Schedule(() =>
        {
            foreach (var due in (int[])[3, 1, 4, 2])
                fixture.Scheduler.Schedule(due * Step, () => Add(due));
            scheduled.Set();
        });
        Await(fixture.Scheduler, scheduled);
        Elapse(fixture.Scheduler);
        fixture.Await();
        Assert.Equal([1, 2, 3, 4], order);

        void Add(int due)
        {
            order.Add(due);
            if (order.Count == 4)
                fixture.Done.Set();
        }
    }

    [Fact]
    public void An_exception_goes_to_who_catches_it_and_the_scheduler_goes_on()
    {
        using var fixture = new Fixture(this);
        var thrown = new InvalidOperationException("on purpose");
        Exception? caught = null;
        var catching = fixture.Scheduler.Catch<InvalidOperationException>(error =>
        {
            caught = error;
            fixture.Scheduler.Schedule(fixture.Done.Set);
            return true;
        });
        catching.Schedule(() => throw thrown);
        fixture.Await();
        Assert.Same(thrown, caught);
    }

    [Fact]
    public void An_exception_that_nobody_catches_goes_to_the_handler_and_the_scheduler_goes_on()
    {
        SkipIf(NoPolicy);
        Exception? handled = null;
        using var done = new ManualResetEventSlim();
        var scheduler = Create(error => handled = error);
        try
        {
            var thrown = new InvalidOperationException("on purpose");
            for (var worker = 0; worker <= Workers; worker++)
                scheduler.Schedule(() => throw thrown);
            scheduler.Schedule(TimeSpan.FromTicks(1), done.Set);
            Await(scheduler, done);
            Drain(scheduler);
            Assert.Same(thrown, handled);
        }
        finally
        {
            (scheduler as IDisposable)?.Dispose();
        }
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
    public void Recursion_is_as_deep_in_the_end_as_in_the_beginning()
    {
        using var fixture = new Fixture(this);
        var depths = new List<int>();
        fixture.Scheduler.Schedule(self =>
        {
            depths.Add(new StackTrace().FrameCount);
            if (depths.Count < 200)
                self();
            else
                fixture.Done.Set();
        });
        fixture.Await();
        Assert.InRange(depths[^1], 1, depths.Take(10).Max() + 5);
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
        Assert.Throws<ArgumentOutOfRangeException>(() => periodic.SchedulePeriodic(0, TimeSpan.FromTicks(-1), s => s));
        Assert.Throws<ArgumentNullException>(() => periodic.SchedulePeriodic<int>(0, TimeSpan.FromTicks(1), null!));
    }

    [Fact]
    public void A_long_running_action_learns_that_it_is_disposed()
    {
        using var fixture = new Fixture(this);
        var longRunning = Capability<ISchedulerLongRunning>(fixture.Scheduler, NoLongRunning);
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

    /// <summary>A capability; one that is missing, as the suite says with its reason, skips the test.</summary>
    private static T Capability<T>(IScheduler scheduler, string? reasonForNone) where T : class
    {
        var found = (scheduler as IServiceProvider)?.GetService(typeof(T)) as T;
        Assert.True((found is null) == (reasonForNone is not null), $"{typeof(T).Name}: {(found is null ? "missing" : "there")}, but the suite says: {reasonForNone ?? "it has it"}");
        SkipIf(reasonForNone);
        return found!;
    }

    private static void SkipIf(string? reason) => Assert.SkipWhen(reason is not null, reason ?? "");

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
