using System.Reactive.Concurrency;
using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantee 5: a delegate may wait for a stream, to any depth, also while it holds a lock, also on the only worker.</summary>
public sealed class NestingTests : IDisposable
{
    private readonly WorkStealingScheduler _one = new(new VedaOptions { Workers = 1 });
    private readonly WorkStealingScheduler _four = new(new VedaOptions { Workers = 4 });

    public void Dispose()
    {
        _one.Dispose();
        _four.Dispose();
    }

    [Fact]
    public async Task Fifty_deep()
    {
        foreach (var scheduler in new IScheduler[] { _one, _four, TaskPoolScheduler.Default, ImmediateScheduler.Instance })
        {
            Assert.Equal(50, await Patience.OnThread(() => Deep(50, scheduler)));
            Assert.Equal(50, await VedaStream.Return(0).On(scheduler).Map(_ => Deep(49, scheduler) + 1).Sum().AsTask().InTime());
        }
    }

    [Fact]
    public async Task Five_deep_and_three_wide()
    {
        foreach (var scheduler in new IScheduler[] { _one, _four, TaskPoolScheduler.Default })
            Assert.Equal(243, await Wide(5, scheduler).AsTask().InTime());
    }

    [Fact]
    public async Task While_holding_a_lock_that_all_delegates_want()
    {
        foreach (var scheduler in new IScheduler[] { _one, _four, TaskPoolScheduler.Default })
        {
            var gate = new object();
            var outer = VedaStream.Range(0, 200).WithBatch(1, 2).On(scheduler).Map(x =>
            {
                lock (gate)
                    return VedaStream.Range(0, 2000).On(scheduler).Map(y => y % 2).Sum().Wait();
            });
            Assert.Equal(200 * 1000, await Patience.OnThread(() => outer.Sum().Wait()));
            Assert.Equal(200 * 1000, await outer.Sum().AsTask().InTime());
        }
    }

    [Fact]
    public async Task Inside_OnNext_OnCompleted_and_OnError()
    {
        foreach (var worker in Worker.Real.Where(w => Exclusions.ReasonForNesting(w) is null))
        {
            var inner = VedaStream.Range(0, 3000).On(worker.Scheduler()).Map(x => 1).Sum();
            var sum = 0;
            var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var completes = VedaStream.Range(0, 20).On(worker.Scheduler()).Subscribe(_ => sum += inner.Wait(), over.SetException, () =>
            {
                sum += inner.Wait();
                over.SetResult();
            });
            await over.Task.InTime();
            Assert.Equal(21 * 3000, sum);

            var failed = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            using var fails = VedaStream.Throw<int>(new IOException()).On(worker.Scheduler()).Subscribe(_ => { }, _ => failed.SetResult(inner.Wait()));
            Assert.Equal(3000, await failed.Task.InTime());
        }
    }

    /// <summary>Rx puts off what is scheduled on a thread until its action there is over; this one waits for it.</summary>
    [Fact]
    public async Task For_a_cold_observable_inside_one_that_is_pushing_on_this_thread()
    {
        var inner = System.Reactive.Linq.Observable.Range(0, 3).ToVeda();
        var outer = System.Reactive.Linq.Observable.Range(0, 20_000).ToVeda().Map(x => x % 100 == 0 ? inner.Sum().Wait() + inner.Wait() : 0);
        Assert.Equal(200 * 5, await Patience.OnThread(() => outer.Sum().Wait()));
        Assert.Equal(200 * 5, await outer.Sum().AsTask().InTime());
    }

    [Fact]
    public async Task Inside_a_source_that_is_being_read()
    {
        foreach (var scheduler in new IScheduler[] { _one, _four })
        {
            var outer = Waiting(scheduler).ToVeda().On(scheduler).Map(x => x);
            Assert.Equal(20 * 3000, await outer.Sum().AsTask().InTime());
            Assert.Equal(20 * 3000, await Patience.OnThread(() => outer.Sum().Wait()));
        }
    }

    [Fact]
    public async Task Inside_comparers_key_selectors_and_accumulators()
    {
        var inner = VedaStream.Range(0, 100).On(_one).Count();
        var stream = VedaStream.Range(0, 200).On(_one);
        Assert.Equal(199, await stream.MaxBy(x => inner.Wait() + x).AsTask().InTime());
        Assert.Equal(200 * 100, await stream.Aggregate(0, (a, _) => a + inner.Wait()).AsTask().InTime());
        Assert.Equal(200, await stream.Scan(0, (a, _) => a + inner.Wait() / 100).Last().AsTask().InTime());
        Assert.Equal(10, await stream.CountBy(x => x % (inner.Wait() / 10)).Count().AsTask().InTime());
    }

    [Fact]
    public async Task Streams_of_streams_ten_deep()
    {
        var stream = VedaStream.Range(0, 10).On(_one);
        for (var i = 0; i < 10; i++)
            stream = stream.FlatMap(x => VedaStream.Repeat(x, 2).On(_one));
        Assert.Equal(10 * 1024, await stream.Count().AsTask().InTime());
        Assert.Equal(10 * 1024, await Patience.OnThread(() => stream.Count().Wait()));
    }

    [Fact]
    public async Task A_foreach_inside_a_delegate_and_an_abandoned_one()
    {
        var outer = VedaStream.Range(0, 100).On(_one).Map(x =>
        {
            foreach (var y in VedaStream.Range(x, 10_000).On(_one).Filter(y => y % 7 == 0).ToEnumerable())
                return y;
            return -1;
        });
        Assert.Equal(Enumerable.Range(0, 100).Select(x => (x + 6) / 7 * 7), await outer.ToList().AsTask().InTime());
    }

    [Fact]
    public async Task Many_callers_at_once_on_the_only_worker()
    {
        var callers = Enumerable.Range(0, 16).Select(_ => Patience.OnThread(() => Deep(20, _one)));
        Assert.All(await Task.WhenAll(callers), depth => Assert.Equal(20, depth));
    }

    private static int Deep(int depth, IScheduler scheduler) =>
        depth == 0 ? 0 : VedaStream.Range(0, 1).On(scheduler).Map(_ => Deep(depth - 1, scheduler) + 1).Sum().Wait();

    private static VedaSingle<int> Wide(int depth, IScheduler scheduler) =>
        VedaStream.Range(0, 3).WithBatch(1, 1).On(scheduler).Map(_ => depth == 1 ? 1 : Wide(depth - 1, scheduler).Wait()).Sum();

    private static IEnumerable<int> Waiting(IScheduler scheduler)
    {
        for (var i = 0; i < 20; i++)
            yield return VedaStream.Range(0, 3000).On(scheduler).Map(_ => 1).Sum().Wait();
    }
}
