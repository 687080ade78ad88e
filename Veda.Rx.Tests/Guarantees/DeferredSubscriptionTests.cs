using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>
/// Streams that subscribe in the middle of a run to an observable that pushes more than every queue holds before its
/// Subscribe returns: whichever thread does that, it does not wait for itself.
/// </summary>
public sealed class DeferredSubscriptionTests
{
    /// <summary>More than a reader's segments and queues hold together.</summary>
    private const int Many = 300_000;

    /// <summary>More than a queue holds.</summary>
    private const int Some = 20_000;

    public static TheoryData<string> Schedulers => [.. Everyone.Select(worker => worker.Name)];

    private static Worker[] Everyone => [.. Worker.Real, .. Worker.Inline, new("virtual time", () => new HistoricalScheduler())];

    [Theory, MemberData(nameof(Schedulers))]
    public async Task A_reader_is_given_everything(string worker)
    {
        foreach (var stream in Streams(On(worker), Many))
            Assert.Equal(Many, await Patience.OnThread(() => stream.ToEnumerable().Count()));
    }

    [Theory, MemberData(nameof(Schedulers))]
    public async Task A_waiter_is_given_everything(string worker)
    {
        foreach (var stream in Streams(On(worker), Some))
        {
            Assert.Equal(Some, await Patience.OnThread(() => stream.Count().Wait()));
            Assert.Equal(Some, await Patience.OnThread(() => stream.WithParallelism(3).ToList().Wait().Count));
        }
    }

    [Theory, MemberData(nameof(Schedulers))]
    public async Task A_subscriber_is_given_everything(string worker)
    {
        var scheduler = On(worker);
        foreach (var stream in Streams(scheduler, Some))
        {
            var witness = new Witness<int>();
            await Patience.OnThread(() =>
            {
                stream.Subscribe(witness);
                (scheduler as HistoricalScheduler)?.Start();
            });
            await witness.Ended.InTime();
            Assert.Equal(Some, witness.Items.Count);
        }
    }

    [Theory, MemberData(nameof(Schedulers))]
    public async Task An_asynchronous_reader_is_given_everything(string worker)
    {
        if (worker == "virtual time")
            return;   // nobody advances it
        foreach (var stream in Streams(On(worker), Some))
        {
            var read = await Task.Run(async () =>
            {
                var count = 0;
                await foreach (var _ in stream)
                    count++;
                return count;
            }).InTime();
            Assert.Equal(Some, read);
        }
    }

    [Fact]
    public async Task On_the_only_worker_inside_a_delegate()
    {
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        var inner = VedaStream.Empty<int>().On(scheduler).Concat(Pushed(Many));
        var outer = VedaStream.Range(0, 3).On(scheduler);
        Assert.Equal(3 * Many, await outer.Map(_ => inner.ToEnumerable().Count()).Sum().AsTask().InTime());
        Assert.Equal(3 * Many, await outer.FlatMap(_ => inner).Count().AsTask().InTime());
    }

    [Fact]
    public async Task What_is_subscribed_to_in_the_middle_goes_on_while_the_reader_reads()
    {
        var pushed = 0;
        var stream = VedaStream.Empty<int>().Concat(Pushed(Many).Do(_ => Interlocked.Increment(ref pushed)));
        await Patience.OnThread(() =>
        {
            using var reader = stream.Concat(VedaStream.Never<int>()).Filter(_ => true).ToEnumerable().GetEnumerator();
            Assert.True(reader.MoveNext());
            for (var i = 1; i < Many; i++)
                Assert.True(reader.MoveNext());
        });
        Assert.Equal(Many, pushed);
    }

    [Fact]
    public async Task A_helping_thread_does_not_subscribe_inside_a_claim()
    {
        // The subject's thread finds the queue full and helps; while it claims, the first of the concatenated streams ends.
        var subject = new Subject<int>();
        var numbers = new[] { 1 }.ToVeda().On(ImmediateScheduler.Instance).Concat(Pushed(Some));
        var witness = new Witness<(int, int)>();
        await Patience.OnThread(() =>
        {
            using var run = numbers.Zip(subject.ToVeda(8)).On(ImmediateScheduler.Instance).Subscribe(witness);
            for (var i = 0; i < 1000; i++)
                subject.OnNext(i);
            subject.OnCompleted();
        });
        await witness.Ended.InTime();
        Assert.Equal(1000, witness.Items.Count);
    }

    private static IObservable<int> Pushed(int count) => Observable.Range(0, count, Scheduler.Immediate);

    private static IScheduler On(string worker) => Everyone.Single(w => w.Name == worker).Scheduler();

    private static IEnumerable<VedaStream<int>> Streams(IScheduler scheduler, int count)
    {
        var pushed = Pushed(count);
        yield return VedaStream.Empty<int>().On(scheduler).Concat(pushed);
        yield return new[] { 1 }.ToVeda().On(scheduler).Concat(pushed).Skip(1);
        yield return VedaStream.Range(0, count).On(scheduler).Zip(pushed, (a, _) => a);
        yield return VedaStream.Range(0, count).On(scheduler).Map(x => x).Zip(pushed.ToVeda().On(scheduler), (a, _) => a);
        yield return pushed.ToVeda().On(scheduler).Zip(pushed, (a, _) => a);
        yield return VedaStream.Range(0, count).On(scheduler).Zip(VedaStream.Empty<int>().Concat(pushed), (a, _) => a);
    }
}
