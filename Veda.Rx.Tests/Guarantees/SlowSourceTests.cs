using System.Collections.Concurrent;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Veda.Rx.Scheduling;
using Veda.Rx.Tests.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Sources that take their time: what they have given does not wait for long for what they have not.</summary>
public sealed class SlowSourceTests
{
    /// <summary>What is let out at once: the claimer looks at the clock behind the first element.</summary>
    private const int AtOnce = 2;

    /// <summary>The most elements between two looks at the clock, at five nanoseconds each.</summary>
    private const int Chunk = 1000;

    [Fact]
    public void Slow_elements_are_delivered_as_they_come()
    {
        var time = new TestTime();
        var backlog = new Backlog();
        using var run = backlog.Watch(Slow(time, 500, _ => true)).ToVeda().On(time).Map(x => x).Subscribe(backlog.Delivered);
        time.Run();
        Assert.Equal(500, backlog.Given);
        Assert.InRange(backlog.Most, 0, AtOnce);
    }

    [Fact]
    public void A_source_that_slows_down_holds_back_little_and_only_once()
    {
        var time = new TestTime();
        var backlog = new Backlog();
        using var run = backlog.Watch(Slow(time, 22_000, i => i > 19_000)).ToVeda().On(time).Map(x => x).Subscribe(backlog.Delivered);
        backlog.From = 19_001;
        time.Run();
        Assert.Equal(22_000, backlog.Given);
        Assert.InRange(backlog.Late, 0, AtOnce);
    }

    [Fact]
    public void Small_bursts_of_a_slow_source_are_delivered_at_once()
    {
        var time = new TestTime();
        var backlog = new Backlog();
        using var run = backlog.Watch(Slow(time, 5000, i => i % 10 == 0)).ToVeda().On(time).Map(x => x).Subscribe(backlog.Delivered);
        backlog.From = 20;
        time.Run();
        Assert.Equal(5000, backlog.Given);
        Assert.InRange(backlog.Late, 0, AtOnce);
    }

    [Fact]
    public void Slow_inner_sequences_are_delivered_as_they_come()
    {
        var time = new TestTime();
        var backlog = new Backlog();
        using var run = VedaStream.Range(0, 3).On(time).FlatMap(_ => backlog.Watch(Slow(time, 500, _ => true))).Subscribe(backlog.Delivered);
        time.Run();
        Assert.Equal(1500, backlog.Given);
        Assert.InRange(backlog.Late, 0, 8 * AtOnce);
    }

    [Fact]
    public void Cheap_elements_still_come_in_large_batches()
    {
        var time = new TestTime();
        using var run = VedaStream.Generate(0, i => i < 200_000, i => i + 1, i => i).On(time).Map(x => x).Subscribe(_ => { });
        time.Run();
        Assert.InRange(time.Items, 1, 100);
    }

    [Fact]
    public void Closing_stops_reading_in_the_middle_of_a_claim()
    {
        var time = new TestTime();
        var read = 0;
        IDisposable? run = null;
        run = Numbers().ToVeda().On(time).WithBatch(100_000, 100_000).Subscribe(_ => { });
        time.Run();
        Assert.InRange(read, 1000, 1000 + Chunk);

        IEnumerable<int> Numbers()
        {
            while (true)
            {
                if (++read == 1000)
                    run!.Dispose();
                yield return read;
            }
        }
    }

    [Fact]
    public async Task What_arrives_in_a_blocking_collection_is_shown_before_the_next_arrives()
    {
        var time = new ManualTime();
        await using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1, Time = time });
        using var feed = new BlockingCollection<int>();
        var asked = 0;
        var witness = new Witness<int>();
        using var run = Waiting().ToVeda().On(scheduler).Subscribe(witness);
        for (var i = 0; i < 50; i++)
        {
            Patience.Until(() => Volatile.Read(ref asked) > i, "nobody reads");
            time.Advance(TimeSpan.FromMilliseconds(1));
            feed.Add(i);
            Patience.Until(() => witness.Notifications > i, "an element was held back");
        }
        feed.CompleteAdding();
        await witness.Ended.InTime();
        Assert.Equal(50, witness.Items.Count);

        IEnumerable<int> Waiting()
        {
            while (true)
            {
                Interlocked.Increment(ref asked);
                if (!feed.TryTake(out var item, Timeout.Infinite))
                    yield break;
                yield return item;
            }
        }
    }

    [Fact]
    public async Task Skipping_over_a_long_source_shares_the_worker_and_can_be_ended()
    {
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var steps = 0L;
        var run = VedaStream.Generate(0, _ => true, i => { Interlocked.Increment(ref steps); return i; }, i => i).On(scheduler)
            .Skip(int.MaxValue).Subscribe(_ => { });
        Patience.Until(() => Interlocked.Read(ref steps) > 0, "nothing was skipped");
        Assert.Equal(100, await VedaStream.Range(0, 100).On(scheduler).Count().AsTask().InTime());
        run.Dispose();
        await scheduler.DisposeAsync().AsTask().InTime();
        Assert.InRange(steps, 1, int.MaxValue / 2);
    }

    /// <summary>A sequence whose slow elements take two milliseconds, and the others five nanoseconds.</summary>
    private static IEnumerable<int> Slow(TestTime time, int count, Func<int, bool> isSlow)
    {
        for (var i = 0; i < count; i++)
        {
            time.Now += isSlow(i) ? 2_000_000 : 5;
            yield return i;
        }
    }

    /// <summary>How many elements a source has given and the observer has not seen, when the source is asked for more.</summary>
    private sealed class Backlog
    {
        private int _delivered;

        public int Given { get; private set; }

        /// <summary>The largest backlog.</summary>
        public int Most { get; private set; }

        /// <summary>From which element on a backlog is late.</summary>
        public int From { get; set; }

        /// <summary>The largest of those.</summary>
        public int Late { get; private set; }

        public void Delivered(int value) => _delivered++;

        public IEnumerable<int> Watch(IEnumerable<int> source)
        {
            foreach (var item in source)
            {
                Most = Math.Max(Most, Given - _delivered);
                if (Given >= From + Chunk)
                    Late = Math.Max(Late, Given - _delivered);
                Given++;
                yield return item;
            }
        }
    }

    /// <summary>A scheduler that runs when it is told to, and whose costs are what its clock says.</summary>
    private sealed class TestTime : IScheduler, IWorkQueue, ICostModel
    {
        private readonly Queue<IThreadPoolWorkItem> _waiting = [];

        /// <summary>Nanoseconds.</summary>
        public long Now { get; set; }

        public int Items { get; private set; }

        DateTimeOffset IScheduler.Now => DateTimeOffset.UnixEpoch;

        public void Enqueue(IThreadPoolWorkItem work) => _waiting.Enqueue(work);

        public void Run()
        {
            while (_waiting.TryDequeue(out var work))
            {
                Items++;
                work.Execute();
            }
        }

        public long Begin() => Now;

        // Every element costs five nanoseconds to work on, besides what the clock says.
        public long Since(long mark, int elements) => Now - mark + (5 * elements);

        public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
        {
            Enqueue(new Scheduled(() => action(this, state)));
            return Disposable.Empty;
        }

        public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => Schedule(state, action);

        public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => Schedule(state, action);

        private sealed class Scheduled(Action action) : IThreadPoolWorkItem
        {
            public void Execute() => action();
        }
    }
}
