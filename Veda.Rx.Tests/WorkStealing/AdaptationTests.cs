using System.Collections.Concurrent;
using System.Reactive.Linq;
using Veda.Rx.Scheduling;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>What a scheduler measures, when it asks its policy, and what it does then. Time is the test's; each action moves it.</summary>
public sealed class AdaptationTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(5);

    private readonly ManualTime _time = new();

    /// <summary>Processor time that goes on, though not by much.</summary>
    private long _processorTicks;

    [Fact]
    public async Task A_window_is_closed_by_whoever_finishes_work_when_the_interval_is_over()
    {
        var policy = new Scripted();
        await using (var scheduler = Create(policy, workers: 1))
            Run(scheduler, items: 64, each: TimeSpan.FromMilliseconds(1));
        Assert.NotEmpty(policy.Loads);
        Assert.All(policy.Loads, load => Assert.InRange(load.Window, s_interval, 10 * s_interval));
        Assert.All(policy.Loads, load => Assert.InRange(load.Completed, 1, 64));
        Assert.All(policy.Loads, load => Assert.Equal(1, load.Workers));
        Assert.All(policy.Loads, load => Assert.Equal((1, 8, 3), (load.MinWorkers, load.MaxWorkers, load.Processors)));
        Assert.Contains(policy.Loads, load => load.Busy == 1);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_begins_a_new_window()
    {
        var policy = new Scripted();
        _time.Advance(TimeSpan.FromHours(2));
        await using (var scheduler = Create(policy, workers: 1))
        {
            Run(scheduler, items: 64, each: TimeSpan.FromMilliseconds(1));
            var before = policy.Loads.Count;
            _time.Advance(TimeSpan.FromHours(-1));
            Run(scheduler, items: 200, each: TimeSpan.FromMilliseconds(1));
            Assert.InRange(policy.Loads.Count - before, 2, 200);
        }
        Assert.All(policy.Loads, load => Assert.InRange(load.Window, s_interval, 10 * s_interval));
        Assert.All(policy.Loads, load => Assert.InRange(load.Busy, 0, 1));
    }

    [Fact]
    public async Task A_clock_whose_ticks_are_longer_than_the_interval_makes_windows_of_ticks()
    {
        var policy = new Scripted();
        await using (var scheduler = new WorkStealingScheduler(Options(policy, workers: 1) with { Time = new CoarseTime(_time) }))
            Run(scheduler, items: 2_000, each: TimeSpan.FromMilliseconds(1));
        Assert.NotEmpty(policy.Loads);
        Assert.All(policy.Loads, load => Assert.InRange(load.Window, CoarseTime.Tick, 10 * CoarseTime.Tick));
        Assert.All(policy.Loads, load => Assert.InRange(load.Busy, 0, 1));
        Assert.All(policy.Loads, load => Assert.InRange(load.Throughput, 0, 10_000));
    }

    [Fact]
    public async Task A_window_waits_for_the_next_tick_of_processor_time_but_not_for_ever()
    {
        var tick = TimeSpan.FromMilliseconds(30);
        foreach (var ticks in new[] { true, false })
        {
            var policy = new Scripted();
            var options = Options(policy, workers: 1) with { ProcessorTime = () => ticks ? TimeSpan.FromTicks(_time.GetTimestamp() / tick.Ticks * tick.Ticks) : TimeSpan.Zero };
            await using (var scheduler = new WorkStealingScheduler(options))
                Run(scheduler, items: 2_000, each: TimeSpan.FromMilliseconds(1));
            Assert.NotEmpty(policy.Loads);
            // A worker looks behind every 16th action.
            Assert.All(policy.Loads, load => Assert.InRange(load.Window, s_interval, 10 * s_interval + TimeSpan.FromMilliseconds(16)));
            Assert.All(policy.Loads, load => Assert.Equal(ticks, load.ProcessorsUsed > 0));
        }
    }

    [Fact]
    public async Task Elements_of_streams_are_counted_whoever_works_on_them()
    {
        var policy = new Scripted();
        await using (var scheduler = Create(policy, workers: 1))
        {
            var sum = await Enumerable.Range(0, 500).ToArray().ToVeda().On(scheduler).WithBatch(1, 1).Map(x =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(1));
                return x;
            }).Sum();
            Assert.Equal(500 * 499 / 2, sum);
        }
        Assert.InRange(policy.Loads.Sum(load => load.Completed), 300, 520);   // the last window stays open; who finds nothing to do is counted as an action
    }

    [Theory]
    [InlineData(100, 8)]
    [InlineData(-3, 1)]
    [InlineData(5, 5)]
    public async Task The_decision_holds_within_the_bounds(int decided, int expected)
    {
        var policy = new Scripted { Next = decided };
        await using var scheduler = Create(policy, workers: 2);
        RunUntil(scheduler, () => ((IWorkerPool)scheduler).WorkerCount == expected);
        await scheduler.Decisions.FirstAsync(decision => decision.Workers == expected).Timeout(Patience.Limit);
    }

    [Fact]
    public async Task Workers_that_are_all_stuck_get_company_by_the_timer_and_the_run_makes_use_of_it()
    {
        const int Together = 4;
        await using var scheduler = Create(SchedulingPolicy.Adaptive, workers: 1);
        using var all = new CountdownEvent(Together);
        using var inside = new SemaphoreSlim(0);
        var run = Enumerable.Range(0, Together).ToArray().ToVeda().On(scheduler).WithBatch(1, 1).Map(x =>
        {
            inside.Release();
            all.Signal();
            Assert.True(all.Wait(Patience.Limit));   // for the others
            return x;
        }).Sum().AsTask();
        for (var stuck = 0; stuck < Together; stuck++)
        {
            Assert.True(await inside.WaitAsync(Patience.Limit));   // one more is in it, and waits
            _time.Advance(10 * s_interval);
        }
        Assert.Equal(6, await run.InTime());
    }

    /// <summary>That the others give up their places is explored: <c>ParticipantExploration.A_participant_that_has_become_one_too_many_leaves_no_work_behind</c>.</summary>
    [Fact]
    public async Task Fewer_workers_than_before_finish_the_run()
    {
        await using var scheduler = Create(new Scripted { Next = 1 }, workers: 4);
        var sum = await Enumerable.Range(0, 2_000).ToArray().ToVeda().On(scheduler).WithBatch(1, 1).Map(x =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            return (long)x;
        }).Sum().AsTask().InTime();
        Assert.Equal(2_000L * 1_999 / 2, sum);
        Assert.Equal(1, ((IWorkerPool)scheduler).WorkerCount);
    }

    [Fact]
    public async Task What_a_policy_or_an_observer_throws_goes_to_the_handler_and_changes_nothing()
    {
        var errors = new List<Exception>();
        var policy = new Scripted { Error = new InvalidOperationException("policy") };
        var options = Options(policy, workers: 2) with { UnhandledException = error => { lock (errors) errors.Add(error); } };
        await using (var scheduler = new WorkStealingScheduler(options))
        {
            using var load = scheduler.Load.Subscribe(_ => { });
            RunUntil(scheduler, () => Has("policy"));
            Assert.Equal(2, ((IWorkerPool)scheduler).WorkerCount);
            policy.Error = null;
            using var failing = scheduler.Load.Subscribe(_ => throw new InvalidOperationException("observer"));
            RunUntil(scheduler, () => Has("observer"));
            Assert.Equal(2, ((IWorkerPool)scheduler).WorkerCount);
        }

        bool Has(string message)
        {
            lock (errors)
                return errors.Exists(error => error.Message == message);
        }
    }

    [Fact]
    public async Task An_observer_that_throws_keeps_nobody_from_hearing_or_deciding()
    {
        var thrown = 0;
        var heard = 0;
        var options = Options(new Scripted { Next = 3 }, workers: 2) with { UnhandledException = _ => Interlocked.Increment(ref thrown) };
        await using var scheduler = new WorkStealingScheduler(options);
        using var failing = scheduler.Load.Subscribe(_ => throw new InvalidOperationException("observer"));
        using var other = scheduler.Load.Subscribe(_ => heard++);
        RunUntil(scheduler, () => ((IWorkerPool)scheduler).WorkerCount == 3);
        Assert.Equal(1, thrown);
        Assert.True(heard > 0);
    }

    [Fact]
    public async Task A_policy_that_decides_nothing_is_told_what_it_should_have_returned()
    {
        var message = "";
        await using var scheduler = new WorkStealingScheduler(Options(new Undecided(), workers: 2) with { UnhandledException = error => message = error.Message });
        RunUntil(scheduler, () => message.Length > 0);
        Assert.StartsWith("Undecided.Decide has returned null", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_observer_may_end_the_scheduler_in_its_first_call()
    {
        var scheduler = Create(new Scripted(), workers: 2);
        Run(scheduler, items: 1, each: TimeSpan.Zero);   // there is a worker to wait for
        await Patience.OnThread(() => scheduler.Decisions.Subscribe(_ => scheduler.Dispose()).Dispose());
    }

    [Fact]
    public async Task The_end_is_not_told_in_the_middle_of_something_else()
    {
        var scheduler = Create(new Scripted(), workers: 2);
        var isTold = false;
        bool? wasTold = null;
        using var subscription = scheduler.Load.Subscribe(
            _ =>
            {
                Patience.OnThread(scheduler.Dispose).GetAwaiter().GetResult();
                wasTold = isTold;
            },
            () => isTold = true);
        // The caller does all of it, so that the scheduler has no thread that its end would wait for.
        var run = VedaStream.Range(0, 1_000).On(scheduler).WithParallelism(1).WithBatch(1, 1).Map(x =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            return x;
        }).ToList();
        await Patience.OnThread(() => run.Wait());
        Assert.False(wasTold);
        Assert.True(isTold);
    }

    [Fact]
    public async Task Decisions_begin_with_the_latest_and_end_with_the_scheduler()
    {
        var policy = new Scripted { Next = 3 };
        var scheduler = Create(policy, workers: 2);
        var all = scheduler.Decisions.ToArray().GetAwaiter();
        RunUntil(scheduler, () => ((IWorkerPool)scheduler).WorkerCount == 3);
        await scheduler.Decisions.FirstAsync(decision => decision.Workers == 3).Timeout(Patience.Limit);
        await scheduler.DisposeAsync();
        Assert.Equal([new SchedulingDecision(2, "to begin with"), new SchedulingDecision(3, "scripted")], all.GetResult());
        Assert.True(await scheduler.Load.IsEmpty());
    }

    [Fact]
    public async Task Workers_alone_mean_so_many_always()
    {
        await using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 3, Time = _time });
        Run(scheduler, items: 200, each: TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, ((IWorkerPool)scheduler).WorkerCount);
        var options = new VedaOptions { Workers = 3 };
        Assert.Equal((3, 3), (options.MinWorkers, options.MaxWorkers));
        options = new VedaOptions { MinWorkers = 600, MaxWorkers = 700 };
        Assert.Equal(600, options.Workers);
        Assert.Equal((1, 2), (new VedaOptions { MaxWorkers = 2 }.MinWorkers, new VedaOptions { MaxWorkers = 2, MinWorkers = 2 }.Workers));
    }

    /// <summary>A setting alone is never outside of a default that is next to it.</summary>
    [Theory]
    [InlineData(300, null, 300)]
    [InlineData(2, 300, 300)]
    [InlineData(1024, null, 1024)]
    [InlineData(2, null, 256)]
    public void The_most_workers_are_no_fewer_than_what_is_asked_for(int fewest, int? workers, int most)
    {
        var options = new VedaOptions { MinWorkers = fewest };
        options = (workers is { } asked ? options with { Workers = asked } : options).Validated();
        Assert.Equal((fewest, Math.Max(most, Environment.ProcessorCount)), (options.MinWorkers, options.MaxWorkers));
        Assert.InRange(options.Workers, fewest, most);
    }

    [Fact]
    public async Task Each_batch_is_told_with_its_reason_while_somebody_observes()
    {
        await using var scheduler = new WorkStealingScheduler(new VedaOptions { Policy = SchedulingPolicy.Deterministic, Workers = 2 });
        var first = await Cuts(scheduler);
        Assert.Equal(first, await Cuts(scheduler));   // costs are fixed, so batches are the same in every run
        Assert.Equal(new BatchDecision(0, 1, TimeSpan.Zero, BatchReason.NothingMeasured), first[0]);
        Assert.Contains(first, cut => cut.Reason == BatchReason.Target);
        Assert.Equal(first.Skip(1).Select(cut => cut.Position), first.SkipLast(1).Select(cut => cut.Position + cut.Elements));

        static async Task<BatchDecision[]> Cuts(WorkStealingScheduler scheduler)
        {
            var cuts = new ConcurrentQueue<BatchDecision>();
            using (scheduler.Batches.Subscribe(cuts.Enqueue))
            {
                await Enumerable.Range(0, 1_000).ToArray().ToVeda().On(scheduler).WithParallelism(1).Map(x => x).Count();
                Patience.Until(() => cuts.Any(cut => cut.Position + cut.Elements >= 1_000), "the last batch is told when the run is over");
            }
            return [.. cuts.OrderBy(cut => cut.Position)];
        }
    }

    private WorkStealingScheduler Create(ISchedulingPolicy policy, int workers) => new(Options(policy, workers));

    private VedaOptions Options(ISchedulingPolicy policy, int workers) => new()
    {
        Policy = policy,
        Workers = workers,
        MinWorkers = 1,
        MaxWorkers = 8,
        AdaptationInterval = s_interval,
        Time = _time,
        ProcessorTime = () => TimeSpan.FromTicks(Interlocked.Increment(ref _processorTicks)),
        Processors = 3,
    };

    /// <summary>Goes on until something holds: while one worker closes a window for the first time, the other may run all there is, and what comes later finds a window that has become too long.</summary>
    private void RunUntil(WorkStealingScheduler scheduler, Func<bool> holds) => Patience.Until(
        () =>
        {
            Run(scheduler, items: 64, each: TimeSpan.FromMilliseconds(1));
            return holds();
        },
        "nothing was decided");

    /// <summary>Actions one after another, each of which takes a while of the test's time.</summary>
    private void Run(WorkStealingScheduler scheduler, int items, TimeSpan each)
    {
        using var done = new ManualResetEventSlim();
        var left = items;
        void Next()
        {
            _time.Advance(each);
            if (--left == 0)
                done.Set();
            else
                scheduler.Schedule(Next);
        }

        scheduler.Schedule(Next);
        Assert.True(done.Wait(Patience.Limit));
    }

    /// <summary>A clock with ten ticks a second.</summary>
    private sealed class CoarseTime(TimeProvider inner) : TimeProvider
    {
        public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

        public override long TimestampFrequency => 10;

        public override long GetTimestamp() => (long)(inner.GetElapsedTime(0) / Tick);

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
    }

    private sealed class Undecided : ISchedulingPolicy
    {
        public SchedulingDecision Decide(LoadStatistics load, SchedulingDecision last) => null!;
    }

    private sealed class Scripted : ISchedulingPolicy
    {
        public List<LoadStatistics> Loads { get; } = [];

        public int? Next { get; init; }

        public Exception? Error { get; set; }

        public SchedulingDecision Decide(LoadStatistics load, SchedulingDecision last)
        {
            if (Error is { } error)
                throw error;
            Loads.Add(load);
            return Next is { } workers ? new(workers, "scripted") : last;
        }
    }
}
