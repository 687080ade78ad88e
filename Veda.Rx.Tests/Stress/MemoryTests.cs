using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Stress;

/// <summary>Memory and threads stay where they are, however many runs there were.</summary>
[Trait("Category", "Stress")]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private const long Allowed = 10 << 20;

    [Fact]
    public Task Memory_is_flat_over_ten_thousand_runs() => Flat(10_000);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public Task Memory_is_flat_over_a_million_runs() => Flat(1_000_000);

    [Fact]
    public async Task Threads_are_flat_over_many_runs()
    {
        await using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 4 });
        var threads = new System.Collections.Concurrent.ConcurrentDictionary<Thread, bool>();
        for (var i = 0; i < 2000; i++)
        {
            await VedaStream.Range(0, 2000).WithBatch(1, 100).On(scheduler).Map(x =>
            {
                threads[Thread.CurrentThread] = true;
                return VedaStream.Range(0, 3).On(scheduler).Map(y => y).Sum().Wait();
            }).Take(20).Sum().AsTask().InTime();
        }
        // As many as workers, and as many again in place of workers that wait.
        Assert.InRange(threads.Keys.Count(thread => thread.IsAlive), 0, 8);
    }

    private static async Task Flat(int runs)
    {
        await Many(runs / 20);
        var before = Used();
        await Many(runs);
        Assert.InRange(Used() - before, long.MinValue, Allowed);
    }

    /// <summary>Every way to end a run.</summary>
    private static async Task Many(int runs)
    {
        using var cancel = new CancellationTokenSource();   // lives longer than the runs: they must let go of it
        var source = VedaStream.Range(0, 300);
        var text = source.Map(x => new string('x', x % 10)).WithCancellation(cancel.Token);
        for (var i = 0; i < runs; i += 8)
        {
            Assert.Equal(300, source.Count().Wait(cancel.Token));
            Assert.Equal(300, (await text.ToList()).Count);
            await text.Sum(x => x.Length).AsTask(cancel.Token);
            Assert.Equal(5, text.FlatMap(x => new[] { x, x }).Take(5).ToEnumerable().Count());
            text.Filter(x => x.Length > 3).Subscribe(_ => { }).Dispose();
            await Assert.ThrowsAsync<IOException>(() => source.Map(x => x == 200 ? throw new IOException() : x).Sum().AsTask());
            await foreach (var x in text.Scan((a, b) => b))
            {
                if (x.Length == 7)
                    break;
            }
            using var early = new CancellationTokenSource();
            var never = VedaStream.Never<int>().Concat(source).Sum().AsTask(early.Token);
            early.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
        }
    }

    private static long Used()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}

/// <summary>Memory is measured while nothing else runs.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class AloneInMemory;
