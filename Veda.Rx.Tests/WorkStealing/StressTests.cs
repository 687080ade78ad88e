using System.Reactive.Concurrency;
using Veda.Rx.Internal;
using Veda.Rx.Scheduling;
using Veda.Rx.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>Real threads, as much as they like. Each test has a short version for every run and a long one that runs only when it is asked for.</summary>
[Trait("Category", "Stress")]
public class StressTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_hundred_thousand_items_that_requeue_themselves_all_get_their_turns(int workers) =>
        RequeueSelves(workers, items: 100_000, turns: 5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_hundred_thousand_actions_that_schedule_themselves_all_get_their_turns(int workers)
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = workers });
        using var all = new CountdownEvent(100_000);
        for (var i = 0; i < 100_000; i++)
        {
            var left = 3;
            scheduler.Schedule(self =>
            {
                if (--left > 0)
                    self();
                else
                    all.Signal();
            });
        }
        all.AwaitOrFail("work was starved or lost");
    }

    [Fact]
    public void Endless_recursion_starves_neither_the_injector_nor_the_own_deque()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        using var own = new ManualResetEventSlim();
        using var outside = new ManualResetEventSlim();
        var stop = false;
        scheduler.Schedule(() =>
        {
            scheduler.Schedule(own.Set); // lies below what now keeps coming on top of it
            scheduler.Schedule(self =>
            {
                if (!Volatile.Read(ref stop))
                    self();
            });
        });
        scheduler.Schedule(outside.Set);
        own.AwaitOrFail("the own deque starves");
        outside.AwaitOrFail("the injector starves");
        Volatile.Write(ref stop, true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void In_all_lanes_and_deques_each_action_runs_once(int workers) => RunInAllLanes(workers, actions: 40_000);

    [Theory(Explicit = true)]
    [InlineData(2)]
    [InlineData(8)]
    [Trait("Category", "Long")]
    public void In_all_lanes_and_deques_each_action_runs_once_for_a_long_time(int workers) => RunInAllLanes(workers, actions: 10_000_000);

    [Theory]
    [InlineData(1, 30_000)]
    [InlineData(2, 30_000)]
    public void No_wake_is_lost_when_work_comes_one_by_one(int workers, int items) => OneByOne(workers, items);

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Category", "Long")]
    public void No_wake_is_lost_in_ten_million_transitions(int workers) => OneByOne(workers, 10_000_000);

    [Fact]
    public void Thieves_and_owner_take_each_item_once() => Steal(rounds: 20, items: 20_000, thieves: 3);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Eight_thieves_for_a_long_time() => Steal(rounds: 500, items: 50_000, thieves: 8);

    private static void RequeueSelves(int workers, int items, int turns)
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = workers });
        using var all = new CountdownEvent(items);
        for (var i = 0; i < items; i++)
            ((IWorkQueue)scheduler).Enqueue(new Requeuing(scheduler, turns, all));
        all.AwaitOrFail("items were starved or lost");
    }

    /// <summary>Every item finds the workers asleep, or nearly: the next is sent when the one before has run.</summary>
    /// <summary>Half of the actions come from outside, by three threads; each of these schedules one more from inside.</summary>
    private static void RunInAllLanes(int workers, int actions)
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = workers });
        IScheduler[] views = [scheduler, .. from priority in Enum.GetValues<WorkPriority>() from deadline in (TimeSpan?[])[null, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1)] select scheduler.WithPriority(priority, deadline)];
        var runs = new int[actions];
        using var all = new CountdownEvent(actions);
        Parallel.For(0, 3, adder =>
        {
            for (var i = adder; i < actions / 2; i += 3)
            {
                var number = i;
                views[number % views.Length].Schedule(() =>
                {
                    views[number / views.Length % views.Length].Schedule(() => Run(actions / 2 + number));
                    Run(number);
                });
            }
        });
        all.AwaitOrFail("an action was lost");
        Assert.DoesNotContain(runs, times => times != 1);

        void Run(int number)
        {
            Interlocked.Increment(ref runs[number]);
            all.Signal();
        }
    }

    private static void OneByOne(int workers, int items)
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = workers });
        using var ran = new SemaphoreSlim(0);
        var random = new Random(workers);
        var item = new DelegateItem(() => ran.Release());
        for (var i = 0; i < items; i++)
        {
            ((IWorkQueue)scheduler).Enqueue(item);
            if (!ran.Wait(Hang.Limit))
                throw new TimeoutException($"item {i} was never run");
            Thread.SpinWait(random.Next(400)); // so that the worker is caught at every step of going to sleep
        }
    }

    private static void Steal(int rounds, int items, int thieves)
    {
        var random = new Random(17);
        for (var round = 0; round < rounds; round++)
        {
            var deque = new ChaseLevDeque<RealSync>(capacity: 2);
            var taken = new int[items];
            var done = false;
            var stealing = Enumerable.Range(0, thieves).Select(thief => new Thread(() =>
            {
                var own = new ChaseLevDeque<RealSync>(capacity: 2);
                while (!Volatile.Read(ref done) || !deque.IsEmpty)
                {
                    deque.Steal(own, out var item, out _);
                    Take(item);
                    while (own.Pop() is { } rest)
                        Take(rest);
                }
            })).ToArray();
            foreach (var thief in stealing)
                thief.Start();
            for (var i = 0; i < items; i++)
            {
                deque.Push(new Numbered(i));
                // Now and then down from many items to few, where thieves' shares and the owner meet.
                for (var pops = random.Next(60) == 0 ? random.Next(80) : random.Next(3) / 2; pops > 0; pops--)
                    Take(deque.Pop());
            }
            while (deque.Pop() is { } left)
                Take(left);
            Volatile.Write(ref done, true);
            foreach (var thief in stealing)
                Assert.True(thief.Join(Hang.Limit));
            Assert.All(taken, n => Assert.Equal(1, n));

            void Take(IThreadPoolWorkItem? item)
            {
                if (item is Numbered numbered)
                    Interlocked.Increment(ref taken[numbered.Number]);
            }
        }
    }

    private sealed class Numbered(int number) : IThreadPoolWorkItem
    {
        public int Number => number;

        public void Execute()
        {
        }
    }

    private sealed class Requeuing(IWorkQueue queue, int turns, CountdownEvent all) : IThreadPoolWorkItem
    {
        private int _left = turns;

        public void Execute()
        {
            if (--_left > 0)
                queue.Enqueue(this);
            else
                all.Signal();
        }
    }
}
