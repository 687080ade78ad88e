using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Veda.Rx.Tests.Equivalence;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>Streams of streams over observables that push everything while they are subscribed to, more than a queue holds.</summary>
public sealed class PushTests
{
    [Fact]
    public void A_stream_with_a_policy_that_drops_is_pushed_into_a_queue()
    {
        var scheduler = new HistoricalScheduler();
        var seen = new List<int>();
        // All elements are pushed inside Subscribe, before virtual time moves.
        using var run = VedaStream.Range(0, 1000).On(ImmediateScheduler.Instance).ToVeda(4, OverflowPolicy.DropOldest).On(scheduler).Subscribe(seen.Add);
        scheduler.Start();
        Assert.Equal([996, 997, 998, 999], seen);
    }

    [Fact]
    public void A_stream_that_waits_for_its_reader_anyway_is_itself()
    {
        var stream = VedaStream.Range(0, 10);
        Assert.Same(stream, stream.ToVeda(3));
        Assert.Same(stream, stream.ToVeda());
    }

    private const int Many = 30_000;

    private static VedaStream<int> Pushed(int start) => Observable.Range(start, Many, Scheduler.Immediate).ToVeda(64);

    public static TheoryData<int> Parallelism => [1, 2, 4];

    [Theory]
    [MemberData(nameof(Parallelism))]
    public void Zip(int participants)
    {
        var zipped = Pushed(0).Zip(Pushed(5).Zip(Pushed(7))).WithParallelism(participants);
        Assert.Equal(Enumerable.Range(0, Many).Select(x => (x, (x + 5, x + 7))), zipped.ToList().Wait());
        Assert.Equal(Enumerable.Range(0, Many).Select(x => (x, (x + 5, x + 7))), Seen<(int, (int, int))>.Of(zipped).Items);
    }

    [Theory]
    [MemberData(nameof(Parallelism))]
    public void Concat(int participants)
    {
        var both = Pushed(0).Concat(Pushed(Many).Map(x => x)).Concat(Pushed(2 * Many)).WithParallelism(participants);
        Assert.Equal(Enumerable.Range(0, 3 * Many), both.ToList().Wait());
        Assert.Equal(Enumerable.Range(0, 3 * Many), Seen<int>.Of(both).Items);
    }

    [Fact]
    public async Task A_channel_whose_reader_is_not_there_yet()
    {
        foreach (var worker in Worker.Real.Concat(Worker.Inline))
        {
            var reader = await Patience.OnThread(() => Pushed(0).On(worker.Scheduler()).Map(x => x).ToChannel(10));
            Assert.Equal(Enumerable.Range(0, Many), await reader.ReadAllAsync().ToListAsync().AsTask().InTime());
        }
    }

    [Fact]
    public void A_second_stream_that_cannot_be_subscribed_to_fails_behind_the_first()
    {
        var broken = Observable.Create<int>(IDisposable (_) => throw new InvalidDataException("broken"));
        var seen = Seen<int>.Of(VedaStream.Range(0, 2000).Concat(broken.ToVeda()));
        Assert.Equal(2000, seen.Items.Count);
        Assert.Equal("InvalidDataException: broken", seen.Error);
    }

    [Fact]
    public void Disposing_ends_what_waits_for_elements()
    {
        var subscribed = 0;
        var disposed = 0;
        var silent = Observable.Create<int>(_ =>
        {
            Interlocked.Increment(ref subscribed);
            return () => Interlocked.Increment(ref disposed);
        }).ToVeda();
        silent.Zip(silent, (a, _) => a).Concat(silent).Subscribe(_ => { }).Dispose();
        VedaStream.Return(1).Concat(VedaStream.Never<int>()).Subscribe(_ => { }).Dispose();
        // Who is reading at that moment closes what it reads; and the second one may have been about to begin.
        Patience.Until(() => Volatile.Read(ref disposed) == Volatile.Read(ref subscribed), "a subscription was not disposed of");
        Assert.InRange(subscribed, 1, 2);
    }
}
