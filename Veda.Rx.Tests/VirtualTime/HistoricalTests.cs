using System.Reactive.Concurrency;
using Veda.Rx.Scheduling;
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
