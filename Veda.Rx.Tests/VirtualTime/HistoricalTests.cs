using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using Veda.Rx.Scheduling;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>Rx's own virtual time: what the engine does there depends on nothing that the clock on the wall says.</summary>
public sealed class HistoricalTests
{
    [Fact]
    public void Batches_are_the_same_however_long_delegates_take()
    {
        var quick = Actions(_ => { });
        var slow = Actions(x => Thread.SpinWait(x % 7 * 1000));
        Assert.InRange(quick.Count, 100, int.MaxValue);   // elements count as dear there, so that there are many interleavings to test
        Assert.Equal(quick, slow);
    }

    [Fact]
    public void Nothing_happens_before_time_moves_and_everything_when_it_does()
    {
        var time = new HistoricalScheduler();
        var seen = new List<int>();
        VedaStream.Range(0, 5000).On(time).Map(x => x).Subscribe(seen.Add);
        Assert.Empty(seen);
        time.Start();
        Assert.Equal(Enumerable.Range(0, 5000), seen);
    }

    [Fact]
    public async Task A_full_queue_behind_what_is_to_begin_later_does_not_stop_time()
    {
        var time = new HistoricalScheduler();
        var seen = new List<int>();
        await Patience.OnThread(() =>
        {
            var first = Tuned(new Edge<int>(Tuned(Enumerable.Range(0, 34).ToObservable(ImmediateScheduler.Instance).ToVeda(7))).ToVeda(3));
            var second = Tuned(VedaStream.Range(0, 9)).Filter(x => x > 2);
            Tuned(new Edge<int>(first.Zip(second, (a, b) => a * 10 + b)).ToVeda(3)).Filter(_ => true).Subscribe(seen.Add);
            time.Start();
        });

        VedaStream<int> Tuned(VedaStream<int> stream) => stream.On(time).WithParallelism(1).WithBatch(1, 8);

        Assert.Equal([3, 14, 25, 36, 47, 58], seen);
    }

    [Fact]
    public async Task Who_pushes_under_virtual_time_does_not_wait_for_a_reader_that_comes_later()
    {
        const int count = 10_000;
        var time = new HistoricalScheduler();
        using var subject = new Subject<int>();
        await using var results = subject.ToVeda(2).On(time).WithBatch(1, 1).GetAsyncEnumerator();
        var next = results.MoveNextAsync();
        time.Schedule(() =>
        {
            for (var i = 0; i < count; i++)
                subject.OnNext(i);
            subject.OnCompleted();
        });
        await Patience.OnThread(time.Start);
        for (var i = 0; i < count; i++)
        {
            Assert.True(await next);
            Assert.Equal(i, results.Current);
            next = results.MoveNextAsync();
            time.Start();
        }
        Assert.False(await next);
    }

    [Fact]
    public void Every_scheduler_of_virtual_time_is_known_for_it()
    {
        Assert.True(RxTraits.Of(new HistoricalScheduler()).IsVirtual);
        Assert.True(RxTraits.Of(new Recording()).IsVirtual);
        Assert.False(RxTraits.Of(new EventLoopScheduler()).IsVirtual);
        Assert.False(RxTraits.Of(ImmediateScheduler.Instance).IsVirtual);
    }

    /// <summary>How many elements had been seen at every action of a run.</summary>
    private static List<int> Actions(Action<int> work)
    {
        var seen = 0;
        var time = new Recording();
        time.Scheduled = () => time.Seen.Add(seen);
        VedaStream.Range(0, 5000).On(time).Map(x =>
        {
            work(x);
            return x;
        }).Subscribe(_ => seen++);
        time.Start();
        Assert.Equal(5000, seen);
        return time.Seen;
    }

    private sealed class Recording : HistoricalScheduler
    {
        public List<int> Seen { get; } = [];

        public Action? Scheduled { get; set; }

        public override IDisposable ScheduleAbsolute<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action)
        {
            Scheduled?.Invoke();
            return base.ScheduleAbsolute(state, dueTime, action);
        }
    }
}
