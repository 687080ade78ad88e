using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>Tick for tick what Microsoft.Reactive.Testing does, surprises included.</summary>
public sealed class TestSchedulerTests : ReactiveTest
{
    private readonly TestScheduler _scheduler = new();
    private readonly List<(string What, long When)> _log = [];

    [Fact]
    public void The_clock_begins_at_the_first_tick_of_the_calendar()
    {
        Assert.Equal(0, _scheduler.Clock);
        Assert.Equal(DateTimeOffset.MinValue, _scheduler.Now);
        _scheduler.AdvanceTo(250);
        Assert.Equal(new DateTimeOffset(250, TimeSpan.Zero), _scheduler.Now);
    }

    [Theory, InlineData(-5), InlineData(0), InlineData(10)]
    public void What_is_due_now_or_earlier_runs_at_the_next_tick(long due)
    {
        _scheduler.AdvanceTo(10);
        At(due, "action");
        _scheduler.Start();
        Assert.Equal([("action", 11)], _log);
    }

    [Fact]
    public void What_an_action_schedules_never_runs_in_its_own_tick()
    {
        _scheduler.Schedule(() =>
        {
            Log("outer");
            _scheduler.Schedule(() => Log("now"));
            _scheduler.Schedule(TimeSpan.Zero, () => Log("zero"));
            _scheduler.Schedule(TimeSpan.FromTicks(-3), () => Log("negative"));
            _scheduler.Schedule(DateTimeOffset.MinValue, () => Log("past"));
        });
        _scheduler.Start();
        Assert.Equal([("outer", 1), ("now", 2), ("zero", 2), ("negative", 2), ("past", 2)], _log);
    }

    [Fact]
    public void A_due_time_beyond_the_last_tick_is_in_the_past()
    {
        _scheduler.AdvanceTo(7);
        _scheduler.Schedule(TimeSpan.MaxValue, () => Log("overflow"));
        _scheduler.Start();
        Assert.Equal([("overflow", 8)], _log);
    }

    [Fact]
    public void At_the_same_tick_the_order_of_scheduling_decides()
    {
        At(20, "b1");
        At(10, "a1");
        At(20, "b2");
        At(10, "a2");
        _scheduler.Start();
        Assert.Equal([("a1", 10), ("a2", 10), ("b1", 20), ("b2", 20)], _log);
    }

    [Fact]
    public void A_cancelled_action_is_passed_over_and_does_not_move_the_clock()
    {
        At(10, "kept");
        At(50, "cancelled").Dispose();
        _scheduler.Start();
        Assert.Equal([("kept", 10)], _log);
        Assert.Equal(10, _scheduler.Clock);
    }

    [Fact]
    public void Advancing_runs_what_is_due_until_then_and_no_more()
    {
        At(10, "a");
        At(11, "b");
        At(12, "c");
        _scheduler.AdvanceTo(11);
        Assert.Equal([("a", 10), ("b", 11)], _log);
        Assert.Equal(11, _scheduler.Clock);
        _scheduler.AdvanceBy(100);
        Assert.Equal(111, _scheduler.Clock);
        Assert.Equal(("c", 12), _log[^1]);
    }

    [Fact]
    public void Advancing_to_now_runs_nothing_and_backwards_is_refused()
    {
        _scheduler.AdvanceTo(5);
        At(3, "late");
        _scheduler.AdvanceTo(5);
        _scheduler.AdvanceBy(0);
        Assert.Empty(_log);
        Assert.Throws<ArgumentOutOfRangeException>(() => _scheduler.AdvanceTo(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => _scheduler.AdvanceBy(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _scheduler.Sleep(-1));
    }

    [Fact]
    public void Sleeping_moves_the_clock_and_runs_nothing_also_inside_an_action()
    {
        At(10, "late");
        _scheduler.Sleep(50);
        Assert.Empty(_log);
        _scheduler.Schedule(() => _scheduler.Sleep(1000));
        _scheduler.AdvanceTo(60);   // the clock goes back, as it does there
        Assert.Equal([("late", 50)], _log);
        Assert.Equal(60, _scheduler.Clock);
    }

    [Fact]
    public void Starting_inside_an_action_does_nothing_and_advancing_is_refused_unless_it_goes_nowhere()
    {
        At(20, "later");
        _scheduler.ScheduleAbsolute(10, () =>
        {
            _scheduler.Start();
            Assert.Empty(_log);
            _scheduler.AdvanceTo(10);
            Assert.Throws<InvalidOperationException>(() => _scheduler.AdvanceTo(11));
            Assert.Throws<InvalidOperationException>(() => _scheduler.AdvanceBy(1));
        });
        _scheduler.Start();
        Assert.Equal([("later", 20)], _log);
    }

    [Fact]
    public void Stopping_ends_after_the_running_action()
    {
        _scheduler.ScheduleAbsolute(10, _scheduler.Stop);
        At(20, "b");
        _scheduler.Start();
        Assert.Empty(_log);
        Assert.Equal(10, _scheduler.Clock);
        _scheduler.ScheduleAbsolute(15, _scheduler.Stop);
        _scheduler.AdvanceTo(30);
        Assert.Empty(_log);
        Assert.Equal(30, _scheduler.Clock);
        _scheduler.Start();
        Assert.Equal([("b", 30)], _log);
    }

    [Fact]
    public void An_exception_leaves_the_scheduler_enabled_until_it_is_stopped()
    {
        _scheduler.Schedule(() => throw new FormatException());
        At(20, "b");
        Assert.Throws<FormatException>(_scheduler.Start);
        Assert.True(_scheduler.IsEnabled);
        _scheduler.Start();
        Assert.Empty(_log);
        Assert.Throws<InvalidOperationException>(() => _scheduler.AdvanceTo(30));
        _scheduler.Stop();
        _scheduler.Start();
        Assert.Equal([("b", 20)], _log);
    }

    [Fact]
    public void Starting_with_an_observable_makes_subscribes_and_disposes_at_the_usual_times()
    {
        long made = 0;
        var source = _scheduler.CreateColdObservable(OnNext(100, 1), OnNext(900, 2));
        var heard = _scheduler.Start(() =>
        {
            made = _scheduler.Clock;
            return source;
        });
        Assert.Equal(Created, made);
        heard.Messages.AssertEqual(OnNext(300, 1));
        source.Subscriptions.AssertEqual(Subscribe(Subscribed, Disposed));
    }

    [Fact]
    public void Of_a_hot_observable_the_message_at_the_subscription_is_missed_and_the_one_at_the_disposal_heard()
    {
        var source = _scheduler.CreateHotObservable(OnNext(150, 1), OnNext(Subscribed, 2), OnNext(201, 3), OnNext(Disposed, 4), OnNext(1001, 5));
        var heard = _scheduler.Start(() => source);
        heard.Messages.AssertEqual(OnNext(201, 3), OnNext(Disposed, 4));
        source.Subscriptions.AssertEqual(Subscribe(Subscribed, Disposed));
        Assert.Equal(5, source.Messages.Count);
    }

    [Fact]
    public void Who_leaves_or_comes_while_a_hot_message_is_on_its_way_does_not_change_who_gets_it()
    {
        var source = _scheduler.CreateHotObservable(OnNext(10, 1), OnNext(20, 2));
        using var second = new SerialDisposable();
        using var first = source.Subscribe(x =>
        {
            Log($"first {x}");
            if (x == 1)
            {
                second.Disposable = null;
                source.Subscribe(y => Log($"third {y}"));
            }
        });
        second.Disposable = source.Subscribe(x => Log($"second {x}"));
        _scheduler.Start();
        Assert.Equal(["first 1", "second 1", "first 2", "third 2"], _log.Select(entry => entry.What));
        source.Subscriptions.AssertEqual(Subscribe(0), Subscribe(0, 10), Subscribe(10));
    }

    [Fact]
    public void A_cold_observable_begins_anew_for_each_and_stops_at_the_first_disposal()
    {
        var source = _scheduler.CreateColdObservable(OnNext(10, 1), OnNext(20, 2), OnCompleted<int>(30));
        var (early, late) = (_scheduler.CreateObserver<int>(), _scheduler.CreateObserver<int>());
        var subscription = source.Subscribe(early);
        _scheduler.ScheduleAbsolute(15, () => source.Subscribe(late));
        _scheduler.ScheduleAbsolute(17, subscription.Dispose);
        _scheduler.ScheduleAbsolute(40, subscription.Dispose);
        _scheduler.Start();
        early.Messages.AssertEqual(OnNext(10, 1));
        late.Messages.AssertEqual(OnNext(25, 1), OnNext(35, 2), OnCompleted<int>(45));
        source.Subscriptions.AssertEqual(Subscribe(0, 17), Subscribe(15));
    }

    [Fact]
    public void An_observer_writes_down_what_comes_after_the_end()
    {
        var observer = _scheduler.CreateObserver<int>();
        var error = new FormatException();
        observer.OnCompleted();
        observer.OnNext(1);
        observer.OnError(error);
        observer.Messages.AssertEqual(OnCompleted<int>(0), OnNext(0, 1), OnError<int>(0, error));
    }

    [Fact]
    public void Predicates_hold_on_the_expected_side_only()
    {
        var real = OnNext(10, 5);
        Assert.True(OnNext<int>(10, x => x > 4).Equals(real));
        Assert.False(OnNext<int>(10, x => x > 5).Equals(real));
        Assert.False(OnNext<int>(11, x => x > 4).Equals(real));
        Assert.False(OnError<int>(10, _ => true).Equals(real));
        Assert.True(OnError<int>(10, e => e is FormatException, 0).Equals(OnError<int>(10, new FormatException())));
        Assert.Throws<NotSupportedException>(() => real.Equals(OnNext<int>(10, x => x > 4)));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Func<IObservable<int>> create = () => Observable.Never<int>();
        Assert.Throws<ArgumentNullException>("create", () => _scheduler.Start<int>(null!));
        Assert.Throws<ArgumentOutOfRangeException>("subscribed", () => _scheduler.Start(create, 100, 99, 200));
        Assert.Throws<ArgumentOutOfRangeException>("disposed", () => _scheduler.Start(create, 100, 200, 199));
        Assert.Throws<ArgumentOutOfRangeException>("disposed", () => _scheduler.Start(create, 199));
        Assert.Throws<ArgumentNullException>("messages", () => _scheduler.CreateHotObservable<int>(null!));
        Assert.Throws<ArgumentNullException>("messages", () => _scheduler.CreateColdObservable<int>(null!));
        Assert.Throws<ArgumentNullException>("observer", () => _scheduler.CreateHotObservable<int>().Subscribe(null!));
        Assert.Throws<ArgumentNullException>("observer", () => _scheduler.CreateColdObservable<int>().Subscribe(null!));
        Assert.Throws<ArgumentNullException>("action", () => _scheduler.ScheduleAbsolute(0, 1, null!));
    }

    [Fact]
    public void Values_compare_and_print_as_there()
    {
        Assert.True(new Recorded<int>(1, 2) == new Recorded<int>(1, 2));
        Assert.True(new Recorded<int>(1, 2) != new Recorded<int>(1, 3));
        Assert.Equal("2@1", new Recorded<int>(1, 2).ToString());
        Assert.Equal("(200, Infinite)", Subscribe(200).ToString());
        Assert.Equal("(200, 300)", Subscribe(200, 300).ToString());
        Assert.Equal(Subscribe(1, 2).GetHashCode(), Subscribe(1, 2).GetHashCode());
        Assert.Equal(OnNext(1, "a").GetHashCode(), OnNext(1, "a").GetHashCode());
    }

    private void Log(string what) => _log.Add((what, _scheduler.Clock));

    private IDisposable At(long due, string what) => _scheduler.ScheduleAbsolute(due, () => Log(what));
}
