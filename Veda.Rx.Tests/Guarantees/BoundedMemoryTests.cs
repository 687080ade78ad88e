using System.Reactive.Subjects;
using System.Threading.Channels;
using Veda.Rx.Fusion;
using Veda.Rx.Sinks;
using Veda.Rx.Testing;
using Veda.Rx.Tests.VirtualTime;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantee 3: no hidden unbounded queue. On a scheduler without threads everything runs until nothing can: what was read by then is the bound.</summary>
public sealed class BoundedMemoryTests
{
    /// <summary>What may be in flight: the window, the claim that fills it, and the hand-over to a reader.</summary>
    private static readonly long s_ahead = Consumer<int>.DefaultWindow + 65_536 + HandOver<int>.Capacity;

    [Fact]
    public void A_source_is_read_no_further_than_the_window_while_the_observer_is_busy()
    {
        using var endless = new Endless();
        var scheduler = new SeededTestScheduler(1, new SeededOptions { Workers = 4 });
        var read = 0L;
        IDisposable run = null!;
        run = endless.Numbers().ToVeda().On(scheduler).Map(x => x).Subscribe(new Witness<int>(_ =>
        {
            scheduler.RunUntil(() => endless.Read > 4 * s_ahead);   // everybody else goes on meanwhile
            read = endless.Read;
            run.Dispose();
        }));
        scheduler.Start();
        Assert.InRange(read, 1, s_ahead);
    }

    [Fact]
    public void A_channel_that_nobody_reads_stops_the_source()
    {
        using var endless = new Endless();
        using var cancel = new CancellationTokenSource();
        var scheduler = new SeededTestScheduler(2, new SeededOptions { Workers = 4 });
        var channel = endless.Numbers().ToVeda().On(scheduler).Filter(x => x % 2 == 0).WithCancellation(cancel.Token).ToChannel(10);
        scheduler.RunUntil(() => endless.Read > 4 * s_ahead);
        Assert.InRange(endless.Read, 20, s_ahead);
        Assert.Equal(10, channel.Count);
        cancel.Cancel();
    }

    [Fact]
    public void What_a_caller_does_while_all_workers_are_busy_leaves_them_no_queue()
    {
        using var runtime = new VedaRuntime(new VedaOptions { Workers = 2 });
        using var busy = new CountdownEvent(2);
        using var release = new ManualResetEventSlim();
        for (var i = 0; i < 2; i++)
        {
            runtime.Scheduler.Schedule(() =>
            {
                busy.Signal();
                release.Wait();
            });
        }
        busy.Wait();
        var numbers = VedaStream.Range(0, 1_000).On(runtime.Scheduler).WithBatch(1, 1);
        Assert.Equal(1_000, numbers.Map(x => x).ToEnumerable().Count());
        Assert.Equal(1_000, numbers.FlatMap(x => VedaStream.Return(x).On(runtime.Scheduler)).Count().Wait());
        Assert.Equal(1_000, numbers.Scan(0, (sum, x) => sum ^ x).ToEnumerable().Count());
        var waiting = runtime.Diagnose().Scheduler.NormalItems;
        release.Set();
        Assert.InRange(waiting, 0, 20);
    }

    [Fact]
    public async Task A_slow_await_foreach_slows_the_source()
    {
        using var endless = new Endless();
        var scheduler = new SeededTestScheduler(3, new SeededOptions { Workers = 4 });
        await using var reader = endless.Numbers().ToVeda().On(scheduler).Map(x => x).GetAsyncEnumerator();
        for (var i = 0; i < 50_000; i++)
        {
            var move = reader.MoveNextAsync().AsTask();
            scheduler.RunUntil(() => endless.Read > i + 4 * s_ahead);
            Assert.True(await move.InTime());
            Assert.Equal(i, reader.Current);
            Assert.InRange(endless.Read, i, i + s_ahead);
        }
    }

    [Fact]
    public void A_slow_foreach_slows_the_source()
    {
        using var endless = new Endless();
        var scheduler = new SeededTestScheduler(4, new SeededOptions { Workers = 4 });
        var i = 0;
        foreach (var x in endless.Numbers().ToVeda().On(scheduler).Map(x => x).ToEnumerable())
        {
            Assert.Equal(i, x);
            Assert.InRange(endless.Read, i, i + s_ahead);
            if (++i == 10_000)
                break;
        }
    }

    [Fact]
    public void An_endless_inner_sequence_that_is_not_at_the_head_stops_when_its_credit_is_spent()
    {
        using var first = new Endless();
        using var others = new Endless();
        var scheduler = new SeededTestScheduler(5, new SeededOptions { Workers = 8 });
        var read = -1L;
        IDisposable run = null!;
        run = VedaStream.Range(0, 1000).WithBatch(1, 1).On(scheduler).FlatMap(x => x < 50 ? [-1] : x == 50 ? first.Numbers() : others.Numbers()).Subscribe(new Witness<int>(x =>
        {
            if (x < 0)
                return;
            scheduler.RunUntil(() => others.Read > 100_000_000);
            read = others.Read;
            run.Dispose();
        }));
        scheduler.Start();
        // Every batch has one element here, and a batch stops at a leaf's worth of results.
        Assert.InRange(read, 1, 999L * Leaf.Size);
    }

    [Fact]
    public void An_expanding_sequence_behind_another_stops_too()
    {
        using var endless = new Endless();
        var scheduler = new SeededTestScheduler(6, new SeededOptions { Workers = 4 });
        using var cancel = new CancellationTokenSource();
        var channel = VedaStream.Range(0, 2).WithBatch(2, 2).On(scheduler)
            .FlatMap(_ => endless.Numbers()).FlatMap(x => Enumerable.Repeat(x, 3)).WithCancellation(cancel.Token).ToChannel(5);
        scheduler.RunUntil(() => endless.Read > 1_000_000);
        Assert.Equal(5, channel.Count);
        Assert.InRange(endless.Read, 2, 10 * Leaf.Size);
        cancel.Cancel();
    }

    [Theory]
    [InlineData(OverflowPolicy.DropOldest, 96)]
    [InlineData(OverflowPolicy.DropNewest, 0)]
    [InlineData(OverflowPolicy.Fail, 0)]
    public void A_queue_that_is_full_applies_its_policy(OverflowPolicy policy, int kept)
    {
        var scheduler = new SeededTestScheduler(7, new SeededOptions { Workers = 2 });
        using var subject = new Subject<int>();
        var witness = new Witness<int>();
        using var run = subject.ToVeda(4, policy).On(scheduler).Subscribe(witness);
        for (var i = 0; i < 100; i++)
            subject.OnNext(i);
        subject.OnCompleted();
        scheduler.Start();
        Assert.Equal(Enumerable.Range(kept, 4), witness.Items);
        Assert.Equal(policy == OverflowPolicy.Fail, witness.Error is InvalidOperationException);
        Assert.Equal(policy != OverflowPolicy.Fail, witness.Completed);
    }

    [Theory]
    [InlineData(null, null, 8192)]
    [InlineData(null, 7, 7)]
    [InlineData(5, 7, 5)]
    public void The_scheduler_says_how_much_may_wait_where_the_stream_does_not(int? asked, int? option, int kept)
    {
        var scheduler = new SeededTestScheduler(7, new SeededOptions { Workers = 2 });
        using var subject = new Subject<int>();
        var witness = new Witness<int>();
        var on = new Optioned(scheduler, option is { } capacity ? new VedaOptions { QueueCapacity = capacity } : new VedaOptions());
        using var run = subject.ToVeda(asked, OverflowPolicy.DropNewest).On(on).Subscribe(witness);
        for (var i = 0; i < 10_000; i++)
            subject.OnNext(i);
        subject.OnCompleted();
        scheduler.Start();
        Assert.Equal(Enumerable.Range(0, kept), witness.Items);
    }

    [Fact]
    public void A_producer_that_would_have_to_wait_works_on_the_stream_where_waiting_could_stop_it()
    {
        var scheduler = new SeededTestScheduler(8, new SeededOptions { Workers = 2 });
        using var subject = new Subject<int>();
        var witness = new Witness<int>();
        using var run = subject.ToVeda(4).On(scheduler).Subscribe(witness);
        for (var i = 0; i < 100; i++)
            subject.OnNext(i);
        subject.OnCompleted();
        scheduler.Start();
        Assert.Equal(Enumerable.Range(0, 100), witness.Items);
        Assert.True(witness.Completed);
    }

    [Fact]
    public async Task A_producer_waits_while_nobody_takes_and_goes_on_when_somebody_does()
    {
        const int Capacity = 100;
        var pushed = 0L;
        using var subject = new Subject<int>();
        using var cancel = new CancellationTokenSource();
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2 });
        var channel = subject.ToVeda(Capacity).On(scheduler).WithCancellation(cancel.Token).ToChannel(10);
        var producer = new Thread(() =>
        {
            for (var i = 0; !cancel.IsCancellationRequested; i++)
            {
                subject.OnNext(i);
                Interlocked.Increment(ref pushed);
            }
        })
        { IsBackground = true };
        producer.Start();
        // Nobody reads, so it gets no further than everything that can be full is.
        Patience.Until(() => producer.ThreadState.HasFlag(ThreadState.WaitSleepJoin) && channel.Count == 10 && Interlocked.Read(ref pushed) > Capacity, "the producer never waited");
        for (var i = 0; i < 1000; i++)
            Assert.Equal(i, await channel.ReadAsync().AsTask().InTime());
        Assert.InRange(Interlocked.Read(ref pushed), 1000, s_ahead + Capacity + 1010);
        cancel.Cancel();
        Assert.True(producer.Join(Patience.Limit));
    }
}
