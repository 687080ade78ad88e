using System.Collections.Concurrent;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Veda.Rx.Scheduling;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>What runs where, how many at a time, and what an action can and cannot do to the workers.</summary>
public class WorkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Never_more_actions_run_at_a_time_than_there_are_workers(int workers)
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = workers });
        using var all = new CountdownEvent(2_000);
        int running = 0, most = 0;
        for (var i = 0; i < 1_000; i++)
        {
            scheduler.Schedule(() =>
            {
                Work();
                scheduler.Schedule(Work);
            });
        }
        all.AwaitOrFail();
        Assert.InRange(most, 1, workers);

        void Work()
        {
            var now = Interlocked.Increment(ref running);
            if (now > Volatile.Read(ref most))
                Volatile.Write(ref most, now);
            Thread.SpinWait(50);
            Interlocked.Decrement(ref running);
            all.Signal();
        }
    }

    [Fact]
    public void All_workers_take_part()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 3 });
        using var together = new Barrier(3);
        using var all = new CountdownEvent(3);
        // Spawned by one worker onto its own deque: the others have to steal, or the barrier never opens.
        scheduler.Schedule(() =>
        {
            for (var i = 0; i < 3; i++)
            {
                scheduler.Schedule(() =>
                {
                    Assert.True(together.SignalAndWait(Hang.Limit));
                    all.Signal();
                });
            }
        });
        all.AwaitOrFail();
    }

    [Fact]
    public void Workers_are_named_background_threads_that_know_their_scheduler()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        using var done = new ManualResetEventSlim();
        (string? Name, bool Background, object? Owner) seen = default;
        scheduler.Schedule(() =>
        {
            seen = (Thread.CurrentThread.Name, Thread.CurrentThread.IsBackground, CurrentWorker.Owner);
            done.Set();
        });
        done.AwaitOrFail();
        Assert.Equal(("Veda.Rx worker 1", true, scheduler), seen);
        Assert.Null(CurrentWorker.Owner);
    }

    [Fact]
    public void An_exception_goes_to_the_handler_and_the_workers_go_on()
    {
        var handled = new ConcurrentQueue<Exception>();
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2, UnhandledException = handled.Enqueue });
        using var all = new CountdownEvent(1_000);
        for (var i = 0; i < 1_000; i++)
        {
            scheduler.Schedule(() =>
            {
                all.Signal();
                throw new InvalidOperationException("expected");
            });
        }
        all.AwaitOrFail();
        Hang.Until(() => handled.Count == 1_000, "an exception was lost");
        using var after = new ManualResetEventSlim();
        scheduler.Schedule(after.Set);
        after.AwaitOrFail();
    }

    [Fact]
    public void A_periodic_action_that_throws_goes_on()
    {
        var time = new ManualTime();
        var handled = new ConcurrentQueue<Exception>();
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1, Time = time, UnhandledException = handled.Enqueue });
        using var periodic = scheduler.SchedulePeriodic(0, TimeSpan.FromSeconds(1), int (_) => throw new InvalidOperationException("expected"));
        time.Advance(TimeSpan.FromSeconds(3));
        Hang.Until(() => handled.Count == 3, "it stopped at the first exception");
    }

    [Fact]
    public void A_long_running_actions_exception_goes_to_the_handler()
    {
        var handled = new ConcurrentQueue<Exception>();
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1, UnhandledException = handled.Enqueue });
        scheduler.ScheduleLongRunning(0, (_, _) => throw new InvalidOperationException("expected"));
        Hang.Until(() => handled.Count == 1, "the exception was lost");
    }

    [Fact]
    public void A_cancelled_action_releases_what_it_captured_before_its_turn()
    {
        using var running = new ManualResetEventSlim();
        using var letGo = new ManualResetEventSlim();
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });   // disposed of first: its action waits
        scheduler.Schedule(() =>
        {
            running.Set();
            letGo.AwaitOrFail();
        });
        running.AwaitOrFail();
        var (handle, captured) = ScheduleAndForget(scheduler);
        handle.Dispose();
        GC.Collect();
        Assert.False(captured.TryGetTarget(out _));
        letGo.Set();

        static (IDisposable, WeakReference<object>) ScheduleAndForget(WorkStealingScheduler scheduler)
        {
            var state = new object();
            return (scheduler.Schedule(state, (_, _) => Disposable.Empty), new WeakReference<object>(state));
        }
    }

    [Fact]
    public void A_sleeping_worker_does_not_keep_its_last_item_alive()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var item = RunOne(scheduler);
        Hang.Until(() =>
        {
            GC.Collect();
            return !item.TryGetTarget(out _);
        }, "the item stays alive");

        static WeakReference<object> RunOne(WorkStealingScheduler scheduler)
        {
            using var done = new ManualResetEventSlim();
            var item = new DelegateItem(done.Set);
            ((IWorkQueue)scheduler).Enqueue(item);
            done.AwaitOrFail();
            return new WeakReference<object>(item);
        }
    }

    [Fact]
    public void An_item_may_go_on_while_nothing_waits_behind_it()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        using var other = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var queue = (IWorkQueue)scheduler;
        var answers = new List<bool>();
        using var done = new ManualResetEventSlim();
        scheduler.Schedule(() =>
        {
            answers.Add(queue.MayGoOn);
            answers.Add(((IWorkQueue)other).MayGoOn);
            scheduler.Schedule(() => { });
            answers.Add(queue.MayGoOn);
            done.Set();
        });
        done.AwaitOrFail();
        Assert.Equal([true, false, false], answers);
        Assert.False(queue.MayGoOn);
    }

    [Fact]
    public void An_endless_run_gives_way_to_what_is_scheduled_beside_it()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        using var run = VedaStream.Repeat(1, int.MaxValue).On(scheduler).Map(x => x).Subscribe(_ => { });
        for (var i = 0; i < 20; i++)
        {
            using var done = new ManualResetEventSlim();
            scheduler.Schedule(done.Set);
            done.AwaitOrFail("the run keeps the worker");
        }
    }

    [Fact]
    public void An_endless_run_takes_what_a_blocked_worker_does_not_come_to()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2 });
        using var run = VedaStream.Repeat(1, int.MaxValue).On(scheduler).WithParallelism(1).Map(Slowly).Subscribe(_ => { });
        using var done = new ManualResetEventSlim();
        scheduler.Schedule(() =>
        {
            using var stolen = new ManualResetEventSlim();
            scheduler.Schedule(stolen.Set);   // into the deque of this worker, which does not come to it
            stolen.AwaitOrFail("the run keeps the other worker");
            done.Set();
        });
        done.AwaitOrFail();

        static int Slowly(int x)
        {
            Thread.SpinWait(20);   // two thousand million of them take too long for a test
            return x;
        }
    }

    [Fact]
    public async Task What_a_delegate_leaves_on_the_thread_does_not_reach_the_next_batch()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var depth = new AsyncLocal<int>();
        var depths = await VedaStream.Range(0, 1_000).On(scheduler).WithBatch(1, 1).Map(_ => ++depth.Value).ToList().AsTask().OrFail();
        Assert.Equal(1, depths.Max());
    }

    [Fact]
    public void A_worker_that_waits_is_replaced_and_the_number_returns_to_normal()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var compensation = (IBlockCompensation)scheduler.GetService(typeof(IBlockCompensation))!;
        using var done = new ManualResetEventSlim();
        // To a depth of 20, each action waits for one that can only run elsewhere.
        using var ended = new CountdownEvent(20);
        Nest(20);
        ended.AwaitOrFail("a waiting worker was not replaced");

        using var all = new CountdownEvent(500);
        int running = 0, most = 0;
        for (var i = 0; i < 500; i++)
        {
            scheduler.Schedule(() =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                Thread.SpinWait(20);
                Interlocked.Decrement(ref running);
                all.Signal();
            });
        }
        all.AwaitOrFail();
        Assert.Equal(1, most);

        void Nest(int depth) => scheduler.Schedule(() =>
        {
            if (depth == 0)
            {
                done.Set();
                return;
            }
            Nest(depth - 1);
            compensation.EnterBlocked();
            done.AwaitOrFail();
            compensation.ExitBlocked();
            ended.Signal();
        });
    }

    [Fact]
    public void Compensation_is_nothing_to_a_thread_that_is_no_worker()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var compensation = (IBlockCompensation)scheduler;
        compensation.EnterBlocked();
        compensation.ExitBlocked();
        using var done = new ManualResetEventSlim();
        scheduler.Schedule(done.Set);
        done.AwaitOrFail();
    }

    [Fact]
    public void What_an_action_leaves_on_its_thread_does_not_reach_the_next()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var local = new AsyncLocal<string?>();
        using var done = new ManualResetEventSlim();
        (string?, SynchronizationContext?) seen = ("not yet", null);
        scheduler.Schedule(() =>
        {
            local.Value = "left behind";
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
        });
        scheduler.Schedule(() =>
        {
            seen = (local.Value, SynchronizationContext.Current);
            done.Set();
        });
        done.AwaitOrFail();
        Assert.Equal((null, null), seen);
    }

    [Fact]
    public void Enqueued_items_start_in_order()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        using var done = new ManualResetEventSlim();
        var order = new List<int>();
        for (var i = 0; i < 1_000; i++)
        {
            var number = i;
            ((IWorkQueue)scheduler).Enqueue(new DelegateItem(() =>
            {
                order.Add(number);
                if (number == 999)
                    done.Set();
            }));
        }
        done.AwaitOrFail();
        Assert.Equal(Enumerable.Range(0, 1_000), order);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1025, 1)]
    [InlineData(1, 0)]
    public void Options_outside_their_range_are_named(int workers, int idleTicks)
    {
        var options = new VedaOptions { Workers = workers, IdleTimeout = TimeSpan.FromTicks(idleTicks) };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new WorkStealingScheduler(options));
        Assert.Contains(nameof(VedaOptions), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_capabilities_are_found_by_their_interfaces()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 3 });
        Assert.Equal(3, ((IWorkerPool)scheduler.GetService(typeof(IWorkerPool))!).WorkerCount);
        Assert.True(((IParticipation)scheduler.GetService(typeof(IParticipation))!).MayParticipate);
        var costs = (ICostModel)scheduler.GetService(typeof(ICostModel))!;
        Assert.True(costs.Since(costs.Begin(), 1) >= 0);
        Assert.Null(scheduler.GetService(typeof(string)));
    }

    [Fact]
    public async Task The_default_runtime_is_one_and_cannot_be_disposed()
    {
        Assert.Same(VedaRuntime.Default, VedaRuntime.Default);
        Assert.Throws<InvalidOperationException>(VedaRuntime.Default.Dispose);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await VedaRuntime.Default.DisposeAsync());
        await using var own = new VedaRuntime(new VedaOptions { Workers = 1 });
        using var done = new ManualResetEventSlim();
        own.Scheduler.Schedule(done.Set);
        done.AwaitOrFail();
    }
}
