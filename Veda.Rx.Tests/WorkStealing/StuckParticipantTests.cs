using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Veda.Rx.Scheduling;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>
/// A participant calls help for what is left when that is worth it, and when it claims. One that is stuck in an element, behind others too cheap for help to be worth anything, does neither: workers
/// that have nothing to do are sent there.
/// </summary>
public sealed class StuckParticipantTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(5);

    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public Task A_worker_goes_on_behind_a_caller_that_waits(int stuck) => GoesOnBehind(stuck, stream => Sum(stream, waits: true));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public Task A_worker_goes_on_behind_one_that_enumerates(int stuck) => GoesOnBehind(stuck, stream => Patience.OnThread(() => stream.ToEnumerable().Sum()));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public Task A_worker_goes_on_behind_another(int stuck) => GoesOnBehind(stuck, stream => Sum(stream, waits: false));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_worker_goes_on_inside_of_an_inner_stream(bool waits) => GoesOnBehind(0, stream => Sum(VedaStream.Range(0, 1).On(stream.Settings.Scheduler!).FlatMap(_ => stream), waits));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_else_is_done_there_does_not_hide_it(bool waits)
    {
        await using var scheduler = new WorkStealingScheduler(Options(_time));
        using var others = Observable.Interval(s_interval, scheduler).Subscribe();
        await GoesOnWhileTimePasses(() => Stuck(VedaStream.Range(0, 3).On(scheduler)), waits);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_seen_after_a_source_was_slow(bool waits)
    {
        await using var scheduler = new WorkStealingScheduler(Options(_time));
        await GoesOnWhileTimePasses(() => Stuck(Slow().ToVeda().On(scheduler)), waits);

        IEnumerable<int> Slow()
        {
            TimePasses();
            yield return 0;
            yield return 1;
            yield return 2;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_seen_after_nothing_has_come_for_long(bool waits)
    {
        await using var scheduler = new WorkStealingScheduler(Options(_time));
        await GoesOnWhileTimePasses(
            () => Stuck(Observable.Create<int>(observer => TaskPoolScheduler.Default.Schedule(() =>
            {
                TimePasses();
                foreach (var x in (int[])[0, 1, 2])
                    observer.OnNext(x);
                observer.OnCompleted();
            })).ToVeda().On(scheduler)),
            waits);
    }

    [Fact]
    public async Task What_a_scheduler_around_it_throws_then_is_handled()
    {
        var handled = new TaskCompletionSource<Exception>();
        await using var scheduler = new WorkStealingScheduler(Options(_time) with { UnhandledException = error => handled.TrySetResult(error) });
        var isClosed = false;
        using var stuck = new ManualResetEventSlim();
        using var more = new ManualResetEventSlim();
        var sum = VedaStream.Range(0, 3).WithBatch(1, 1).On(new Wrapper(scheduler, () => Assert.False(Volatile.Read(ref isClosed)))).Map(x =>
        {
            if (x == 0)
            {
                Volatile.Write(ref isClosed, true);
                stuck.Set();
                more.AwaitOrFail();
                Volatile.Write(ref isClosed, false);
            }
            return x;
        }).Sum().AsTask();
        stuck.AwaitOrFail();
        TimePasses();
        Assert.IsAssignableFrom<Xunit.Sdk.XunitException>(await handled.Task.InTime());
        more.Set();
        Assert.Equal(3, await sum.InTime());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Elements_that_each_wait_for_the_next_one_get_a_worker_each(bool waits)
    {
        await using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2, MaxWorkers = 16 });
        var done = Enumerable.Range(0, 8).Select(_ => new ManualResetEventSlim()).ToArray();
        var stream = VedaStream.Range(0, done.Length).WithBatch(1, 1).On(scheduler).Map(x =>
        {
            if (x + 1 < done.Length)
                done[x + 1].AwaitOrFail("nobody has worked on the element behind");
            done[x].Set();
            return x;
        });
        Assert.Equal(28, await Sum(stream, waits).InTime());
    }

    [Fact]
    public async Task Nobody_is_called_for_a_source_that_somebody_reads()
    {
        await using var scheduler = new WorkStealingScheduler(Options(_time));
        using var read = new ManualResetEventSlim();
        using var more = new ManualResetEventSlim();
        var sum = Slow().ToVeda().On(scheduler).Sum().AsTask();
        read.AwaitOrFail();
        TimePasses();
        Assert.Single(scheduler.Team.Workers);
        more.Set();
        Assert.Equal(3, await sum.InTime());

        IEnumerable<int> Slow()
        {
            yield return 1;
            read.Set();
            more.AwaitOrFail();
            yield return 2;
        }
    }

    [Fact]
    public async Task Who_is_not_to_be_had_any_more_is_no_error()
    {
        var scheduler = new WorkStealingScheduler(Options(_time));
        using var stuck = new ManualResetEventSlim();
        using var more = new ManualResetEventSlim();
        var sum = VedaStream.Range(0, 3).WithBatch(1, 1).On(scheduler).Map(x =>
        {
            if (x == 1)
            {
                stuck.Set();
                more.AwaitOrFail();
            }
            return x;
        }).Sum().AsTask();
        stuck.AwaitOrFail();
        var drained = scheduler.DisposeAsync().AsTask();
        TimePasses();
        more.Set();
        Assert.Equal(3, await sum.InTime());
        await drained.InTime();
    }

    [Fact]
    public async Task Nobody_looks_when_nobody_works()
    {
        await using var scheduler = new WorkStealingScheduler(Options(_time));
        Assert.Equal(0, _time.Armed);
        Assert.Equal(3, VedaStream.Range(0, 3).On(scheduler).Sum().Wait());
        Assert.Equal(1, _time.Armed);
        TimePasses();
        Assert.Equal(0, _time.Armed);
        Assert.Empty(scheduler.Team.Workers);
    }

    /// <summary>Long enough for any timer to have looked, and to have found nobody at work.</summary>
    private void TimePasses() => _time.Advance(100 * s_interval);

    private async Task GoesOnWhileTimePasses(Func<VedaStream<int>> stream, bool waits)
    {
        for (var round = 0; round < 20; round++)
        {
            var task = Sum(stream().WithBatch(1, 1), waits);
            Patience.Until(
                () =>
                {
                    _time.Advance(s_interval);
                    return task.IsCompleted;
                },
                "nobody has worked on the element behind");
            Assert.Equal(3, await task);
        }
    }

    private static async Task GoesOnBehind(int stuck, Func<VedaStream<int>, Task<int>> sum)
    {
        await using var scheduler = new WorkStealingScheduler(Options(TimeProvider.System));
        for (var round = 0; round < 20; round++)   // in the first one elements are dear, for want of compiled code
            Assert.Equal(3, await sum(Stuck(VedaStream.Range(0, 3).WithBatch(1, 1).On(scheduler), stuck)).InTime());
    }

    private static Task<int> Sum(VedaStream<int> stream, bool waits) => waits ? Patience.OnThread(() => stream.Sum().Wait()) : stream.Sum().AsTask();

    /// <summary>An element that cannot be finished before the next one is.</summary>
    private static VedaStream<int> Stuck(VedaStream<int> stream, int at = 0)
    {
        var later = new ManualResetEventSlim();
        return stream.Map(x =>
        {
            if (x == at)
                later.AwaitOrFail("nobody has worked on the element behind");
            else if (x == at + 1)
                later.Set();
            return x;
        });
    }

    /// <summary>Schedules on another, without that one's own queue, after a call.</summary>
    private sealed class Wrapper(WorkStealingScheduler inner, Action call) : IScheduler, IServiceProvider
    {
        public DateTimeOffset Now => inner.Now;

        public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
        {
            call();
            return inner.Schedule(state, action);
        }

        public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => inner.Schedule(state, dueTime, action);

        public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => inner.Schedule(state, dueTime, action);

        public object? GetService(Type serviceType) =>
            serviceType == typeof(IScheduler) ? inner : serviceType == typeof(IWorkQueue) ? null : ((IServiceProvider)inner).GetService(serviceType);
    }

    private static VedaOptions Options(TimeProvider time) => new() { Workers = 2, Policy = SchedulingPolicy.Fixed, AdaptationInterval = s_interval, Time = time };
}
