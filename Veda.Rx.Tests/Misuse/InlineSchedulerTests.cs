using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using Veda.Rx.Scheduling;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Misuse;

/// <summary>Observers and work that throw where everything runs inside somebody's call: the caller is told, and nothing else suffers.</summary>
public sealed class InlineSchedulerTests
{
    [Fact]
    public void Work_behind_work_that_throws_is_done_all_the_same()
    {
        var port = SchedulerPort.For(ImmediateScheduler.Instance);
        var done = new List<int>();
        var thrown = Record.Exception(() => port.Enqueue(new Item(() =>
        {
            port.Enqueue(new Item(() => throw new InvalidTimeZoneException()));
            port.Enqueue(new Item(() => done.Add(1)));
            port.Enqueue(new Item(() => done.Add(2)));
        })));
        Assert.IsType<InvalidTimeZoneException>(thrown);
        Assert.Equal([1, 2], done);
        port.Enqueue(new Item(() => done.Add(3)));
        Assert.Equal([1, 2, 3], done);
    }

    [Fact]
    public void Of_several_exceptions_none_is_lost()
    {
        var port = SchedulerPort.For(ImmediateScheduler.Instance);
        var thrown = Record.Exception(() => port.Enqueue(new Item(() =>
        {
            port.Enqueue(new Item(() => throw new InvalidTimeZoneException()));
            port.Enqueue(new Item(() => throw new IOException()));
        })));
        Assert.Equal(2, Assert.IsType<AggregateException>(thrown).InnerExceptions.Count);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(1000)]
    public void A_thread_that_pushes_is_told_what_the_observer_throws(int capacity)
    {
        using var subject = new Subject<int>();
        var error = new InvalidTimeZoneException();
        var heard = 0;
        using var run = Tight(subject.ToVeda(capacity)).Subscribe(x => _ = x == 20 ? throw error : heard++);
        var thrown = Record.Exception(() =>
        {
            for (var i = 0; i < 100; i++)
                subject.OnNext(i);
        });
        Assert.Same(error, thrown);
        Assert.Equal(20, heard);
        Assert.False(subject.HasObservers);
    }

    [Fact]
    public void A_pusher_that_helps_is_told_what_the_observer_throws()
    {
        // A second observable gives the first one's thread nothing to do until the queue is full; then it helps.
        using var first = new Subject<int>();
        using var second = new Subject<int>();
        var error = new InvalidTimeZoneException();
        using var run = first.ToVeda(4).On(ImmediateScheduler.Instance).Zip(second.ToVeda(4).On(ImmediateScheduler.Instance))
            .Subscribe(_ => throw error);
        for (var i = 0; i < 4; i++)
            first.OnNext(i);
        Assert.Same(error, Record.Exception(() => second.OnNext(0)));
    }

    [Fact]
    public void A_subscriber_is_told_what_its_observer_throws_while_the_source_pushes()
    {
        var error = new InvalidTimeZoneException();
        var pushed = 0;
        var source = Observable.Range(0, 100_000, Scheduler.Immediate).Do(_ => pushed++);
        foreach (var stream in new[] { source.ToVeda(), source.ToVeda(4) })
        {
            pushed = 0;
            var thrown = Record.Exception(() => stream.On(ImmediateScheduler.Instance).Subscribe(x => _ = x == 20 ? throw error : 0));
            Assert.Same(error, thrown);
            Assert.InRange(pushed, 21, 1000);
        }
    }

    [Fact]
    public void Who_cancels_is_told_what_the_observer_throws_then()
    {
        using var cancel = new CancellationTokenSource();
        var error = new InvalidTimeZoneException();
        using var run = VedaStream.Never<int>().On(ImmediateScheduler.Instance).WithCancellation(cancel.Token)
            .Subscribe(_ => { }, _ => throw error);
        var thrown = Assert.Throws<AggregateException>(() => cancel.Cancel());
        Assert.Same(error, Assert.Single(thrown.InnerExceptions));
    }

    [Fact]
    public async Task An_observer_that_throws_after_its_scheduler_was_disposed_of_harms_nothing()
    {
        using var subject = new Subject<int>();
        using var inside = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1, UnhandledException = _ => { } });
        using var run = subject.ToVeda().On(scheduler).Subscribe(_ =>
        {
            inside.Set();
            goOn.Wait(Patience.Limit);
            throw new InvalidTimeZoneException();
        });
        subject.OnNext(0);
        Assert.True(inside.Wait(Patience.Limit));
        var disposal = Patience.OnThread(scheduler.Dispose);
        Patience.Until(() => Record.Exception(() => scheduler.Schedule(() => { })) is ObjectDisposedException, "the scheduler was not disposed of");
        goOn.Set();
        await disposal;
        Patience.Until(() => !subject.HasObservers, "the source was not closed");
    }

    /// <summary>The stream on a scheduler that runs inside the call that enqueues.</summary>
    private static VedaStream<int> Tight(VedaStream<int> stream) => stream.On(ImmediateScheduler.Instance);

    private sealed class Item(Action action) : IThreadPoolWorkItem
    {
        public void Execute() => action();
    }
}
