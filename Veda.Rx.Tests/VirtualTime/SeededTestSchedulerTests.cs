using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using Veda.Rx.Scheduling;
using Veda.Rx.Testing;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>Chance decides what is open, and nothing else: due times, cancellation and the clock are as on any virtual time.</summary>
public sealed class SeededTestSchedulerTests
{
    [Fact]
    public void What_is_due_at_the_same_time_runs_in_every_order_by_seed()
    {
        var orders = Enumerable.Range(0, 200).Select(seed => Order((ulong)seed)).ToArray();
        Assert.Equal(6, orders.Distinct().Count());
        Assert.Equal(orders, Enumerable.Range(0, 200).Select(seed => Order((ulong)seed)));

        static string Order(ulong seed)
        {
            var (scheduler, log) = (new SeededTestScheduler(seed), "");
            foreach (var name in "abc")
                scheduler.Schedule(() => log += name);
            scheduler.Start();
            return log;
        }
    }

    [Fact]
    public void Times_are_kept_and_now_costs_no_tick()
    {
        for (var seed = 0UL; seed < 50; seed++)
        {
            var scheduler = new SeededTestScheduler(seed);
            var log = new List<(string, long)>();
            scheduler.Schedule(TimeSpan.FromTicks(30), () => Log("later"));
            scheduler.Schedule(TimeSpan.FromTicks(10), () =>
            {
                Log("first");
                scheduler.Schedule(() => Log("at once"));
                scheduler.Schedule(TimeSpan.FromTicks(-5), () => Log("past"));
            });
            scheduler.Start();
            Assert.Equal(("first", 10), log[0]);
            Assert.Equal([("at once", 10), ("past", 10)], log[1..3].Order());
            Assert.Equal(("later", 30), log[3]);

            void Log(string what) => log.Add((what, scheduler.Clock));
        }
    }

    [Fact]
    public void A_cancelled_action_does_not_run_whenever_it_is_cancelled()
    {
        for (var seed = 0UL; seed < 100; seed++)
        {
            var scheduler = new SeededTestScheduler(seed);
            var ran = "";
            var now = scheduler.Schedule(() => ran += "now");
            var later = scheduler.Schedule(TimeSpan.FromTicks(10), () => ran += "later");
            scheduler.Schedule(TimeSpan.FromTicks(10), () => ran += "kept");
            now.Dispose();
            scheduler.AdvanceTo(5);
            later.Dispose();
            scheduler.Start();
            Assert.Equal("kept", ran);
        }
    }

    [Fact]
    public void What_is_scheduled_before_time_gets_to_the_next_comes_first()
    {
        for (var seed = 0UL; seed < 100; seed++)
        {
            var scheduler = new SeededTestScheduler(seed);
            var log = "";
            scheduler.Schedule(TimeSpan.FromTicks(100), () => log += "c");
            scheduler.AdvanceTo(5);   // has had a look at what is due next
            scheduler.Schedule(TimeSpan.FromTicks(20), () => log += "b");
            scheduler.Schedule(() => log += "a");
            scheduler.AdvanceTo(99);
            Assert.Equal("ab", log);
            scheduler.Start();
            Assert.Equal("abc", log);
            Assert.Equal(100, scheduler.Clock);
        }
    }

    [Fact]
    public void Hundreds_of_actions_run_once_each()
    {
        var scheduler = new SeededTestScheduler(1);
        var ran = new int[2_000];
        var handles = ran.Select((_, i) => scheduler.Schedule(TimeSpan.FromTicks(i / 1_000), () => ran[i]++)).ToArray();
        for (var i = 0; i < ran.Length; i += 3)
            handles[i].Dispose();
        scheduler.Start();
        Assert.All(ran.Index(), item => Assert.Equal(item.Index % 3 == 0 ? 0 : 1, item.Item));
    }

    [Fact]
    public void Jitter_makes_actions_late_and_never_early()
    {
        var seen = new HashSet<long>();
        for (var seed = 0UL; seed < 50; seed++)
        {
            var scheduler = new SeededTestScheduler(seed, new SeededOptions { Jitter = 10 });
            scheduler.Schedule(TimeSpan.FromTicks(100), () => seen.Add(scheduler.Clock));
            scheduler.Start();
        }
        Assert.Equal([100L, 105, 110], seen.Order());
    }

    [Fact]
    public void However_late_no_action_is_early()
    {
        const long day = TimeSpan.TicksPerDay;
        var seen = new HashSet<long>();
        for (var seed = 0UL; seed < 50; seed++)
        {
            var scheduler = new SeededTestScheduler(seed, new SeededOptions { Jitter = day });
            scheduler.ScheduleAbsolute(100, () => seen.Add(scheduler.Clock));
            scheduler.ScheduleAbsolute(long.MaxValue - 1, () => seen.Add(scheduler.Clock));
            scheduler.Start();
        }
        Assert.Equal([100L, 100 + day / 2, 100 + day, long.MaxValue - 1, long.MaxValue], seen.Order());
    }

    [Fact]
    public void An_exception_leaves_a_scheduler_that_goes_on()
    {
        var scheduler = new SeededTestScheduler(1);
        var ran = false;
        scheduler.Schedule(() => throw new FormatException());
        scheduler.Schedule(TimeSpan.FromTicks(1), () => ran = true);
        Assert.Throws<FormatException>(scheduler.Start);
        Assert.False(scheduler.IsEnabled);
        scheduler.Start();
        Assert.True(ran);
    }

    [Fact]
    public void What_does_not_end_is_ended()
    {
        var scheduler = new SeededTestScheduler(1, new SeededOptions { MaxSteps = 1_000 });
        scheduler.Schedule(again => again());
        Assert.Contains("1,000", Assert.Throws<StepLimitException>(scheduler.Start).Message);
    }

    [Fact]
    public void Another_thread_that_schedules_while_an_action_runs_fails_the_run()
    {
        var scheduler = new SeededTestScheduler(1);
        scheduler.Schedule(() => Assert.True(Patience.OnThread(() => scheduler.Schedule(() => { })).Wait(Patience.Limit)));
        var message = Assert.Throws<EscapeException>(scheduler.Start).Message;
        Assert.Contains("escaped to a real thread", message);
        Assert.Contains(nameof(Another_thread_that_schedules_while_an_action_runs_fails_the_run), message);   // the place
    }

    [Fact]
    public void Operators_of_rx_run_on_it()
    {
        var scheduler = new SeededTestScheduler(7);
        var heard = scheduler.Start(() => Observable.Interval(TimeSpan.FromTicks(100), scheduler).Take(3), created: 0, subscribed: 0, disposed: 1_000);
        heard.Messages.AssertEqual(
            ReactiveTest.OnNext(100, 0L), ReactiveTest.OnNext(200, 1L), ReactiveTest.OnNext(300, 2L), ReactiveTest.OnCompleted<long>(300));
    }

    [Fact]
    public void Wrong_options_and_choices_are_named()
    {
        Assert.Contains("Workers is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new SeededTestScheduler(1, new SeededOptions { Workers = 0 })).Message);
        Assert.Contains("Jitter is -1", Assert.Throws<ArgumentOutOfRangeException>(() => new SeededTestScheduler(1, new SeededOptions { Jitter = -1 })).Message);
        Assert.Contains("to a day", Assert.Throws<ArgumentOutOfRangeException>(() => new SeededTestScheduler(1, new SeededOptions { Jitter = TimeSpan.TicksPerDay + 1 })).Message);
        Assert.Contains("MaxSteps is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new SeededTestScheduler(1, new SeededOptions { MaxSteps = 0 })).Message);
        Assert.Throws<ArgumentNullException>("choices", () => new SeededTestScheduler(null!));
        Assert.Throws<ArgumentNullException>("work", () => new SeededTestScheduler(1).Enqueue(null!));
        Assert.Throws<ArgumentNullException>("condition", () => new SeededTestScheduler(1).RunUntil(null!));
        var wrong = new SeededTestScheduler(new Beyond());
        wrong.Schedule(() => { });
        wrong.Schedule(() => { });
        Assert.Contains("Beyond picked 2 of 2", Assert.Throws<InvalidOperationException>(wrong.Start).Message);
        Assert.Equal(4, ((IWorkerPool)wrong).WorkerCount);
    }

    private sealed class Beyond : IChoiceSource
    {
        public int NextAction(ReadOnlySpan<Candidate> ready, int usual) => ready.Length;

        public int Next(ChoiceKind kind, ulong id, int arity) => 0;
    }
}
