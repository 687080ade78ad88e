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
    public Task A_worker_goes_on_behind_a_caller_that_waits(int stuck) => GoesOnBehind(stuck, stream => Patience.OnThread(() => stream.Sum().Wait()));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public Task A_worker_goes_on_behind_one_that_enumerates(int stuck) => GoesOnBehind(stuck, stream => Patience.OnThread(() => stream.ToEnumerable().Sum()));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public Task A_worker_goes_on_behind_another(int stuck) => GoesOnBehind(stuck, stream => stream.Sum().AsTask());

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
        Assert.Equal(28, waits ? await Patience.OnThread(() => stream.Sum().Wait()) : await stream.Sum());
    }

    [Fact]
    public async Task Nobody_is_called_for_a_source_that_somebody_reads()
    {
        await using var scheduler = new WorkStealingScheduler(Options(_time));
        using var read = new ManualResetEventSlim();
        using var more = new ManualResetEventSlim();
        var sum = Slow().ToVeda().On(scheduler).Sum().AsTask();
        read.AwaitOrFail();
        _time.Advance(100 * s_interval);
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
        _time.Advance(100 * s_interval);
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
        _time.Advance(100 * s_interval);
        Assert.Equal(0, _time.Armed);
        Assert.Empty(scheduler.Team.Workers);
    }

    private static async Task GoesOnBehind(int stuck, Func<VedaStream<int>, Task<int>> sum)
    {
        await using var scheduler = new WorkStealingScheduler(Options(TimeProvider.System));
        for (var round = 0; round < 20; round++)   // in the first one elements are dear, for want of compiled code
        {
            using var later = new ManualResetEventSlim();
            var stream = VedaStream.Range(0, 3).WithBatch(1, 1).On(scheduler).Map(x =>
            {
                if (x == stuck)
                    later.AwaitOrFail("nobody has worked on the element behind");
                else if (x == stuck + 1)
                    later.Set();
                return x;
            });
            Assert.Equal(3, await sum(stream).InTime());
        }
    }

    private static VedaOptions Options(TimeProvider time) => new() { Workers = 2, Policy = SchedulingPolicy.Fixed, AdaptationInterval = s_interval, Time = time };
}
