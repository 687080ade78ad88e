using System.Reactive.Linq;
using System.Reactive.Subjects;
using Veda.Rx.Tests.Equivalence;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Stress;

/// <summary>Many subscriptions at the same time, disposed of at random.</summary>
[Trait("Category", "Stress")]
public sealed class SubscriptionTests
{
    [Fact]
    public Task Two_hundred_disposed_at_random() => DisposeAtRandom(subscriptions: 200, seed: 1);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public async Task Twenty_thousand_disposed_at_random()
    {
        for (var seed = 0; seed < 100; seed++)
            await DisposeAtRandom(subscriptions: 200, seed);
    }

    [Fact]
    public Task A_storm_of_cancellations() => Storm(1000);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public Task A_longer_storm() => Storm(100_000);

    [Fact]
    public async Task Subscribers_to_a_subject_come_and_go_while_it_pushes()
    {
        using var subject = new Subject<int>();
        var stop = false;
        var pushing = Patience.OnThread(() =>
        {
            for (var i = 0; !Volatile.Read(ref stop); i++)
                subject.OnNext(i);
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < 50; round++)
            {
                var list = await subject.ToVeda(16).Map(x => x).Filter(x => x % 2 == 0).Take(20).ToList().AsTask().InTime();
                Assert.Equal(20, list.Count);
                Assert.All(list.Zip(list.Skip(1)), pair => Assert.Equal(pair.First + 2, pair.Second));
            }
        }))).InTime();
        Volatile.Write(ref stop, true);
        await pushing;
    }

    private static async Task DisposeAtRandom(int subscriptions, int seed)
    {
        var random = new Random(seed);
        using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 4 });
        using var endless = new Endless();
        var running = new List<(IDisposable Run, Witness<int> Witness, int Until)>();
        for (var i = 0; i < subscriptions; i++)
        {
            var witness = new Witness<int>();
            var stream = endless.Numbers().ToVeda().WithParallelism(random.Next(1, 5)).WithBatch(1, random.Next(1, 3000)).On(scheduler);
            stream = random.Next(4) switch
            {
                0 => stream.Map(x => x),
                1 => stream.FlatMap(x => new[] { x, x }).Filter(x => x % 3 == 0),
                2 => stream.Scan((a, b) => a ^ b).Map(x => x),
                _ => stream.Unordered().Filter(x => x % 2 == 0),
            };
            running.Add((stream.Subscribe(witness), witness, random.Next(2000)));
        }
        await Task.WhenAll(running.Select(one => Task.Run(() =>
        {
            Patience.Until(() => one.Witness.Notifications >= one.Until, "a stream has stopped");
            one.Run.Dispose();
        }))).InTime();
        Assert.All(running, one => Assert.Null(one.Witness.Violation));
        Assert.Equal(4950, await VedaStream.Range(0, 100).On(scheduler).Sum().AsTask().InTime());
    }

    private static async Task Storm(int runs)
    {
        var random = new Random(3);
        for (var i = 0; i < runs; i += 20)
        {
            using var cancel = new CancellationTokenSource();
            var at = random.Next(3000);
            var tasks = Enumerable.Range(0, 20).Select(n => VedaStream.Range(0, 3000).On(Worker.Real[n % 3].Scheduler()).Map(x =>
            {
                if (x == at && n == 0)
                    cancel.Cancel();
                return x;
            }).Filter(_ => true).ToList().AsTask(cancel.Token)).ToArray();
            foreach (var task in tasks)
            {
                var error = await Record.ExceptionAsync(() => task.InTime());
                Assert.True(error is null or OperationCanceledException);
                if (error is null)
                    Assert.Equal(3000, (await task).Count);
            }
        }
    }
}
