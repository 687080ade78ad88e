using System.Collections.Concurrent;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Veda.Rx.Scheduling;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>Both ends of a scheduler: what runs, what is dropped, who is told, and that no thread stays behind.</summary>
public class DisposalTests
{
    [Fact]
    public async Task Draining_runs_what_is_queued_and_what_that_schedules()
    {
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2 });
        var ran = 0;
        for (var i = 0; i < 1_000; i++)
        {
            scheduler.Schedule(() =>
            {
                Interlocked.Increment(ref ran);
                scheduler.Schedule(() => Interlocked.Increment(ref ran));
            });
        }
        await scheduler.DisposeAsync().AsTask().OrFail();
        Assert.Equal(2_000, ran);
    }

    [Fact]
    public async Task Draining_cancels_timers_and_asks_long_running_actions_to_end()
    {
        var time = new ManualTime();
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1, Time = time });
        scheduler.Schedule(TimeSpan.FromSeconds(1), () => Assert.Fail("not due when the scheduler ended"));
        scheduler.SchedulePeriodic(0, TimeSpan.FromSeconds(1), s => s);
        var ended = false;
        scheduler.ScheduleLongRunning(0, (_, cancel) =>
        {
            SpinWait.SpinUntil(() => cancel.IsDisposed);
            ended = true;
        });
        await scheduler.DisposeAsync().AsTask().OrFail();
        Assert.Equal(0, time.Armed);
        Assert.True(ended);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disposed_scheduler_takes_nothing_and_says_who_it_is(bool drain)
    {
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        scheduler.Schedule(() => { });
        if (drain)
            await scheduler.DisposeAsync().AsTask().OrFail();
        else
            scheduler.Dispose();

        Action[] calls =
        [
            () => scheduler.Schedule(() => { }),
            () => scheduler.Schedule(TimeSpan.FromTicks(1), () => { }),
            () => scheduler.Schedule(DateTimeOffset.MaxValue, () => { }),
            () => scheduler.SchedulePeriodic(0, TimeSpan.FromTicks(1), s => s),
            () => scheduler.ScheduleLongRunning(0, (_, _) => { }),
            () => ((IWorkQueue)scheduler).Enqueue(new DroppableItem()),
        ];
        Assert.All(calls, call => Assert.Contains(nameof(WorkStealingScheduler), Assert.Throws<ObjectDisposedException>(call).Message, StringComparison.Ordinal));
        scheduler.Dispose();
        await scheduler.DisposeAsync().AsTask().OrFail();
    }

    [Fact]
    public void Aborting_drops_what_is_queued_and_tells_the_items()
    {
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        using var running = new ManualResetEventSlim();
        using var letGo = new ManualResetEventSlim();
        var ran = false;
        scheduler.Schedule(() =>
        {
            running.Set();
            letGo.AwaitOrFail();
        });
        running.AwaitOrFail();
        var items = Enumerable.Range(0, 100).Select(_ => new DroppableItem()).ToArray();
        foreach (var item in items)
            ((IWorkQueue)scheduler).Enqueue(item);
        scheduler.Schedule(() => ran = true);

        var disposal = new Thread(scheduler.Dispose);
        disposal.Start();
        Hang.Until(() => Refuses(scheduler), "the scheduler still takes work");
        letGo.Set();
        Assert.True(disposal.Join(Hang.Limit));

        Assert.False(ran);
        Assert.All(items, item => Assert.Equal((0, 1), (item.Executed, item.Dropped)));
    }

    [Fact]
    public void An_abort_from_an_action_does_not_wait_for_itself()
    {
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        using var done = new ManualResetEventSlim();
        scheduler.Schedule(() =>
        {
            scheduler.Dispose();
            done.Set();
        });
        done.AwaitOrFail();
        scheduler.Dispose();
    }

    [Fact]
    public void An_action_that_reschedules_itself_while_the_scheduler_is_aborted_ends_quietly()
    {
        var handled = new ConcurrentQueue<Exception>();
        for (var round = 0; round < 50; round++)
        {
            var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2, UnhandledException = handled.Enqueue });
            using var going = new ManualResetEventSlim();
            for (var i = 0; i < 4; i++)
            {
                scheduler.Schedule(self =>
                {
                    going.Set();
                    self();
                });
            }
            going.AwaitOrFail();
            scheduler.Dispose();
        }
        Assert.Empty(handled);
    }

    [Fact]
    public async Task An_abort_hurries_a_drain_that_never_ends()
    {
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2 });
        scheduler.Schedule(self => self());
        var drain = scheduler.DisposeAsync().AsTask();
        scheduler.Dispose();
        await drain.OrFail();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_surplus_worker_does_not_sleep_through_the_end(bool drain)
    {
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var compensation = (IBlockCompensation)scheduler;
        using var substituteRuns = new ManualResetEventSlim();
        using var unblock = new ManualResetEventSlim();
        using var unblocked = new ManualResetEventSlim();
        using var firstMayEnd = new ManualResetEventSlim();
        using var secondMayEnd = new ManualResetEventSlim();
        Thread? substitute = null;
        scheduler.Schedule(() =>
        {
            compensation.EnterBlocked();
            unblock.AwaitOrFail();
            compensation.ExitBlocked();
            unblocked.Set();
            firstMayEnd.AwaitOrFail();
        });
        scheduler.Schedule(() =>
        {
            substitute = Thread.CurrentThread;
            substituteRuns.Set();
            secondMayEnd.AwaitOrFail();
        });
        substituteRuns.AwaitOrFail();

        var end = drain ? scheduler.DisposeAsync().AsTask() : Task.Run(scheduler.Dispose, TestContext.Current.CancellationToken);
        Hang.Until(() => Refuses(scheduler), "the scheduler still takes work");
        unblock.Set();
        unblocked.AwaitOrFail();
        secondMayEnd.Set(); // two are active now, where one may be
        Hang.Until(() => !substitute!.IsAlive, "the surplus worker sleeps");
        firstMayEnd.Set();
        await end.OrFail();
    }

    [Fact]
    public void No_thread_stays_behind()
    {
        var threads = new ConcurrentDictionary<Thread, bool>();
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 4 });
        using var all = new CountdownEvent(4);   // disposed of behind the scheduler, whose actions wait for it
        for (var i = 0; i < 4; i++)
        {
            scheduler.Schedule(() =>
            {
                threads[Thread.CurrentThread] = true;
                all.Signal();
                all.AwaitOrFail(); // all four at once, so each on a thread of its own
            });
        }
        all.AwaitOrFail();
        scheduler.Dispose();
        Assert.Equal(4, threads.Count);
        Assert.All(threads.Keys, thread => Assert.False(thread.IsAlive));
    }

    [Theory]
    [InlineData(200)]
    [Trait("Category", "Stress")]
    public async Task A_storm_of_disposals_loses_no_item(int rounds)
    {
        var random = new Random(4711);
        for (var round = 0; round < rounds; round++)
        {
            var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 + round % 3 });
            var items = new ConcurrentQueue<DroppableItem>();
            var enqueuers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                try
                {
                    while (true)
                    {
                        var item = new DroppableItem();
                        ((IWorkQueue)scheduler).Enqueue(item);
                        items.Enqueue(item);
                    }
                }
                catch (ObjectDisposedException)
                {
                    // that is the end of it
                }
            }, TestContext.Current.CancellationToken)).ToArray();
            var enough = random.Next(200);
            Hang.Until(() => items.Count > enough, "nothing is enqueued");
            var drain = scheduler.DisposeAsync().AsTask();
            if (round % 2 == 0)
                scheduler.Dispose();
            await Task.WhenAll([drain, .. enqueuers]).OrFail();
            Assert.All(items, item => Assert.Equal(1, item.Executed + item.Dropped));
        }
    }

    [Fact]
    public void Handles_may_be_disposed_when_the_scheduler_is_gone()
    {
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        IDisposable[] handles =
        [
            scheduler.Schedule(0, (_, _) => Disposable.Empty),
            scheduler.Schedule(0, TimeSpan.FromHours(1), (_, _) => Disposable.Empty),
            scheduler.SchedulePeriodic(0, TimeSpan.FromHours(1), s => s),
        ];
        scheduler.Dispose();
        foreach (var handle in handles)
        {
            handle.Dispose();
            handle.Dispose();
        }
    }

    private static bool Refuses(WorkStealingScheduler scheduler)
    {
        try
        {
            scheduler.ScheduleLongRunning(0, (_, _) => { });
            return false;
        }
        catch (ObjectDisposedException)
        {
            try
            {
                scheduler.Schedule(() => { });
                return false;
            }
            catch (ObjectDisposedException)
            {
                return true;
            }
        }
    }

    private sealed class DroppableItem : IDroppableWork
    {
        private int _executed;
        private int _dropped;

        public int Executed => _executed;

        public int Dropped => _dropped;

        public void Execute() => Interlocked.Increment(ref _executed);

        void IDroppableWork.Dropped(ObjectDisposedException reason) => Interlocked.Increment(ref _dropped);
    }
}
