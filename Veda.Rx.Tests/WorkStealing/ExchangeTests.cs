using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Veda.Rx.Scheduling;
using Veda.Rx.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>An item that steps back for others: its worker takes the next one at the same moment.</summary>
public class ExchangeTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(WorkPriority.High)]
    public void An_item_that_steps_back_for_nobody_is_in_nobodys_sight(WorkPriority? priority)
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2 });
        var queue = (IWorkQueue)(priority is { } lane ? scheduler.WithPriority(lane) : scheduler);
        var seen = new List<(bool HasWaiting, int Thread)>();
        using var done = new ManualResetEventSlim();
        Item? item = null;
        item = new Item(() =>
        {
            if (seen.Count < 100)
                queue.EnqueueAgain(item!);
            seen.Add((queue.HasWaiting, Environment.CurrentManagedThreadId));
            if (seen.Count > 100)
                done.Set();
        });
        queue.Enqueue(item);
        done.AwaitOrFail();
        Assert.All(seen, look => Assert.Equal((false, seen[0].Thread), look));
    }

    [Fact]
    public void It_comes_behind_all_that_waits()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var queue = (IWorkQueue)scheduler;
        var order = new List<string>();
        using var done = new ManualResetEventSlim();
        Item? item = null;
        item = new Item(() =>
        {
            order.Add("item");
            if (order.Count > 1)
            {
                done.Set();
                return;
            }
            queue.Enqueue(new Item(() => order.Add("first")));
            queue.Enqueue(new Item(() => order.Add("second")));
            queue.EnqueueAgain(item!);
        });
        queue.Enqueue(item);
        done.AwaitOrFail();
        Assert.Equal(["item", "first", "second", "item"], order);
    }

    [Fact]
    public void It_comes_behind_what_is_more_urgent_only()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var high = (IWorkQueue)scheduler.WithPriority(WorkPriority.High);
        var order = new List<string>();
        using var done = new ManualResetEventSlim();
        Item? item = null;
        item = new Item(() =>
        {
            order.Add("high");
            if (order.Count > 1)
                return;
            ((IWorkQueue)scheduler).Enqueue(new Item(() =>
            {
                order.Add("normal");
                done.Set();
            }));
            ((IWorkQueue)scheduler.WithPriority(WorkPriority.Critical)).Enqueue(new Item(() => order.Add("critical")));
            high.EnqueueAgain(item!);
        });
        high.Enqueue(item);
        done.AwaitOrFail();
        Assert.Equal(["high", "critical", "high", "normal"], order);
    }

    [Fact]
    public void An_item_that_says_several_times_that_it_steps_back_runs_as_often()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var queue = (IWorkQueue)scheduler;
        using var all = new CountdownEvent(4);
        Item? item = null;
        item = new Item(() =>
        {
            for (var i = 1; all.CurrentCount == 4 && i < 4; i++)
                queue.EnqueueAgain(item!);
            all.Signal();
        });
        queue.Enqueue(item);
        all.AwaitOrFail();
    }

    [Fact]
    public void What_a_worker_has_taken_in_exchange_is_dropped_with_the_rest_when_the_scheduler_ends()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var queue = (IWorkQueue)scheduler;
        var dropped = new List<string>();
        using var done = new ManualResetEventSlim();
        Item? item = null;
        item = new Item(
            () =>
            {
                queue.Enqueue(new Item(() => dropped.Add("other has run"), () => dropped.Add("other")));
                queue.EnqueueAgain(item!);
                scheduler.Dispose();
                Assert.Throws<ObjectDisposedException>(() => queue.EnqueueAgain(item!));
                done.Set();
            },
            () => dropped.Add("item"));
        queue.Enqueue(item);
        done.AwaitOrFail();
        scheduler.Dispose();
        Assert.Equal(["item", "other"], dropped.Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_worker_has_taken_in_exchange_is_anybodys_again_when_it_waits_inside_of_veda_or_an_error_is_handled(bool throws)
    {
        using var otherRan = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        using var otherMayEnd = new ManualResetEventSlim();
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2, UnhandledException = _ => Waited() });
        var queue = (IWorkQueue)scheduler;
        var times = 0;
        Item? item = null;
        item = new Item(() =>
        {
            if (times++ > 0)
                return;
            using var occupied = new ManualResetEventSlim();
            queue.Enqueue(new Item(() =>
            {
                occupied.Set();
                otherMayEnd.AwaitOrFail();
            }));
            occupied.AwaitOrFail();   // so that this worker is the one to take the next
            queue.Enqueue(new Item(otherRan.Set));
            queue.EnqueueAgain(item!);
            otherMayEnd.Set();
            if (throws)
                throw new FormatException();
            VedaStream.Range(0, 1).On(scheduler).FlatMap(_ => Observable.Never<int>().TakeUntil(Observable.Start(Waited, TaskPoolScheduler.Default))).Count().Wait();
        });
        queue.Enqueue(item);
        done.AwaitOrFail();

        void Waited()
        {
            otherRan.AwaitOrFail();
            done.Set();
        }
    }

    [Fact]
    public void A_worker_too_many_sleeps_though_it_could_go_on_for_ever_in_exchange()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var (queue, compensation) = ((IWorkQueue)scheduler, (IBlockCompensation)scheduler);
        using var substituteRuns = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        var (thread, alone) = (0, 0);
        Item? restless = null;
        restless = new Item(() =>
        {
            substituteRuns.Set();
            alone = Interlocked.Exchange(ref thread, Environment.CurrentManagedThreadId) == Environment.CurrentManagedThreadId ? alone + 1 : 0;
            if (alone > 100_000)
                done.Set();
            else
                queue.EnqueueAgain(restless!);
        });
        scheduler.Schedule(() =>
        {
            compensation.EnterBlocked();
            queue.Enqueue(restless);
            substituteRuns.AwaitOrFail();
            compensation.ExitBlocked();   // two are active now, where one may be
            queue.EnqueueAgain(restless);
        });
        done.AwaitOrFail("two go on");
    }

    [Fact]
    public void Null_is_refused_at_the_call()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        Assert.Throws<ArgumentNullException>("work", () => ((IWorkQueue)scheduler).EnqueueAgain(null!));
        Assert.Throws<ArgumentNullException>("work", () => ((IWorkQueue)scheduler.WithPriority(WorkPriority.Low)).EnqueueAgain(null!));
    }

    private sealed class Item(Action action, Action? dropped = null) : IDroppableWork
    {
        public void Execute() => action();

        public void Dropped(ObjectDisposedException reason) => dropped?.Invoke();
    }
}
