using System.Reactive.Concurrency;
using Veda.Rx.Scheduling;
using Xunit;

namespace Veda.Rx.Tests.Scheduling;

/// <summary>A scheduler that says what it wraps is seen as that.</summary>
public sealed class WrapperTests
{
    [Fact]
    public void Wrappers_may_be_wrapped()
    {
        var port = SchedulerPort.For(new Wrapper(() => new Wrapper(() => new HistoricalScheduler())));
        Assert.True(port.IsVirtual);
        Assert.True(port.BorrowsThreads);
        Assert.True(port.MayParticipate);
        Assert.Equal(Environment.ProcessorCount, SchedulerPort.For(new Wrapper(() => TaskPoolScheduler.Default)).Workers);
        Assert.False(SchedulerPort.For(new Wrapper(() => null)).MayParticipate);
    }

    [Fact]
    public void One_that_wraps_itself_is_an_unknown_scheduler()
    {
        Wrapper? one = null, other = null;
        one = new Wrapper(() => one);
        Assert.Equal(1, SchedulerPort.For(one).Workers);
        one = new Wrapper(() => other);
        other = new Wrapper(() => one);
        Assert.False(SchedulerPort.For(one).MayParticipate);
    }

    private sealed class Wrapper(Func<IScheduler?> wrapped) : IScheduler, IServiceProvider
    {
        public DateTimeOffset Now => wrapped()!.Now;

        public object? GetService(Type serviceType) => serviceType == typeof(IScheduler) ? wrapped() : null;

        public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => wrapped()!.Schedule(state, action);

        public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => wrapped()!.Schedule(state, dueTime, action);

        public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => wrapped()!.Schedule(state, dueTime, action);
    }
}
