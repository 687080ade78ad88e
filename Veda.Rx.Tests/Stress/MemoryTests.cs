using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Stress;

/// <summary>Memory and threads stay where they are, however many runs there were.</summary>
[Trait("Category", "Stress")]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    /// <summary>What as many runs again may add: some bytes each, which is less than the smallest object.</summary>
    private const long Allowed = 20;

    [Fact]
    public Task As_many_runs_again_add_nothing_to_ten_thousand() => Flat(10_000);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public Task As_many_runs_again_add_nothing_to_half_a_million() => Flat(500_000);

    [Fact]
    public async Task Nothing_of_a_run_is_kept_when_it_is_over()
    {
        await using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 2 });
        using var cancel = new CancellationTokenSource();
        var states = new ConcurrentBag<WeakReference>();
        // Source, stream, scheduler and token live on; every run makes states that it alone holds.
        var stream = VedaStream.Range(0, 300).On(scheduler).WithCancellation(cancel.Token).MapWith(
            () =>
            {
                var state = new object();
                states.Add(new WeakReference(state));
                return state;
            },
            (_, x) => x);
        await EveryWayToEnd(stream);
        Assert.True(states.Count > 3);
        Used();
        // What workers and waiters have in hand, or in a slot that is not written again yet, may be the latest run's.
        Assert.InRange(states.Count(state => state.IsAlive), 0, 2);
        GC.KeepAlive(stream);
    }

    [Fact]
    public async Task Threads_are_flat_over_many_runs()
    {
        await using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 4 });
        var threads = new ConcurrentDictionary<Thread, bool>();
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
        using var cancel = new CancellationTokenSource();   // lives longer than the runs: they must let go of it
        var stream = VedaStream.Range(0, 300).WithCancellation(cancel.Token);
        await Many(stream, runs);
        var before = Used();
        await Many(stream, runs);
        Assert.InRange(Used() - before, long.MinValue, runs * Allowed);
    }

    private static async Task Many(VedaStream<int> stream, int runs)
    {
        for (var i = 0; i < runs; i += 8)
            await EveryWayToEnd(stream);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task EveryWayToEnd(VedaStream<int> stream)
    {
        var text = stream.Map(x => new string('x', x % 10));
        Assert.Equal(300, stream.Count().Wait());
        Assert.Equal(300, (await text.ToList()).Count);
        await text.Sum(x => x.Length).AsTask();
        Assert.Equal(5, text.FlatMap(x => new[] { x, x }).Take(5).ToEnumerable().Count());
        text.Filter(x => x.Length > 3).Subscribe(_ => { }).Dispose();
        await Assert.ThrowsAsync<IOException>(() => stream.Map(x => x == 200 ? throw new IOException() : x).Sum().AsTask());
        await foreach (var x in text.Scan((a, b) => b))
        {
            if (x.Length == 7)
                break;
        }
        using var early = new CancellationTokenSource();
        var never = VedaStream.Never<int>().Concat(stream).Sum().AsTask(early.Token);
        early.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
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
