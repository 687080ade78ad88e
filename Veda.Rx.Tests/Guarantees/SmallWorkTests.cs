using System.Collections.Concurrent;
using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantee 6: a wait starts on its caller, and wakes helpers only for work that is worth it; Subscribe never runs on the subscriber's thread.</summary>
public sealed class SmallWorkTests : IDisposable
{
    private readonly WorkStealingScheduler _workers = new(new VedaOptions { Workers = 4 });

    public void Dispose() => _workers.Dispose();

    [Fact]
    public void A_wait_for_ten_elements_wakes_nobody_and_stays_on_its_thread()
    {
        var scheduler = new CountingScheduler(_workers, nanosecondsAnElement: 100);
        var threads = new ConcurrentDictionary<int, bool>();
        var stream = VedaStream.Range(0, 10).On(scheduler).Map(x =>
        {
            threads[Environment.CurrentManagedThreadId] = true;
            return x;
        });
        Assert.Equal(45, stream.Sum().Wait());
        Assert.Equal(10, stream.ToList().Wait().Count);
        Assert.Equal(5, stream.Filter(x => x % 2 == 0).Count().Wait());
        Assert.Equal(9, stream.Max().Wait());
        Assert.Equal(3, stream.First(x => x == 3).Wait());
        Assert.Equal(45, stream.Fold(() => 0, (a, x) => a + x, (a, b) => a + b).Wait());
        Assert.Equal(45, stream.Scan((a, x) => a + x).Last().Wait());
        Assert.Equal(20, stream.FlatMap(x => new[] { x, x }).ToEnumerable().Count());
        stream.ForEach(_ => { }).Wait();
        Assert.Throws<IOException>(() => stream.Map(x => x == 5 ? throw new IOException() : x).Sum().Wait());
        Assert.Equal(0, scheduler.Enqueued);
        Assert.Equal([Environment.CurrentManagedThreadId], threads.Keys);
    }

    [Fact]
    public void A_wait_for_much_work_wakes_helpers()
    {
        var scheduler = new CountingScheduler(_workers, nanosecondsAnElement: 1000);
        Assert.Equal(100_000, VedaStream.Range(0, 100_000).On(scheduler).Map(x => 1).Sum().Wait());
        Assert.NotEqual(0, scheduler.Enqueued);
    }

    [Fact]
    public async Task Subscribe_never_runs_the_stream_on_the_subscribers_thread()
    {
        // A thread of its own: no continuation of this test can borrow it.
        var (subscriber, threads) = await Patience.OnThread(() =>
        {
            var seen = new ConcurrentDictionary<int, bool>();
            foreach (var worker in Worker.Real)
            {
                for (var round = 0; round < 50; round++)
                {
                    foreach (var source in new[] { VedaStream.Range(0, 10), new[] { 1, 2 }.ToVeda(), Noting(seen).ToVeda(), VedaStream.Empty<int>(), VedaStream.Throw<int>(new IOException()) })
                    {
                        var witness = new Witness<int>(_ => Note(seen));
                        using var run = source.On(worker.Scheduler()).Map(x =>
                        {
                            Note(seen);
                            return x;
                        }).Subscribe(witness);
                        using var single = source.On(worker.Scheduler()).Sum(x =>
                        {
                            Note(seen);
                            return x;
                        }).Subscribe(_ => Note(seen), _ => Note(seen));
                        Patience.Until(() => witness.Ended.IsCompleted, "the stream did not end");
                        foreach (var thread in witness.Threads)
                            seen[thread] = true;
                    }
                }
            }
            return (Environment.CurrentManagedThreadId, seen.Keys);
        });
        Assert.NotEmpty(threads);
        Assert.DoesNotContain(subscriber, threads);
    }

    private static void Note(ConcurrentDictionary<int, bool> threads) => threads[Environment.CurrentManagedThreadId] = true;

    private static IEnumerable<int> Noting(ConcurrentDictionary<int, bool> threads)
    {
        for (var i = 0; i < 10; i++)
        {
            Note(threads);
            yield return i;
        }
        Note(threads);
    }
}
