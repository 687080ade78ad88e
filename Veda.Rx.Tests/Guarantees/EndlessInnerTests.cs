using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Guarantees 1 and 8 where an inner sequence goes on for ever without giving results: LINQ delivers what came before, and can be stopped.</summary>
public sealed class EndlessInnerTests
{
    [Fact]
    public async Task What_comes_before_is_delivered()
    {
        using var endless = new Endless();
        foreach (var worker in Worker.Real)
        {
            var few = VedaStream.Range(0, 3).On(worker.Scheduler()).FlatMap(_ => endless.Numbers()).Filter(x => x < 5).Take(5).ToList();
            Assert.Equal([0, 1, 2, 3, 4], await few.AsTask().InTime());
            Assert.Equal([0, 1, 2, 3, 4], await Patience.OnThread(() => few.Wait()));
        }
    }

    [Fact]
    public async Task What_comes_before_is_delivered_from_an_inner_stream()
    {
        using var endless = new Endless();
        var few = VedaStream.Range(0, 3).FlatMap(_ => endless.Numbers().ToVeda()).Filter(x => x < 5).Take(5).ToList();
        Assert.Equal([0, 1, 2, 3, 4], await few.AsTask().InTime());
    }

    [Fact]
    public async Task A_search_ends_where_it_finds()
    {
        using var endless = new Endless();
        Assert.True(await VedaStream.Range(0, 3).FlatMap(_ => endless.Numbers()).Any(x => x == 7).AsTask().InTime());
        Assert.Equal(7, await VedaStream.Range(0, 3).FlatMap(_ => endless.Numbers()).First(x => x == 7).AsTask().InTime());
    }

    [Fact]
    public async Task Dispose_ends_it()
    {
        using var endless = new Endless();
        var subscription = VedaStream.Range(0, 1).FlatMap(_ => endless.Numbers()).Filter(x => x < 0).Subscribe(new Witness<int>());
        Patience.Until(() => endless.Read > 0, "the inner sequence was never read");
        subscription.Dispose();
        await endless.Closed.InTime();
    }

    [Fact]
    public async Task A_token_ends_it_for_a_stream_and_for_a_reduction()
    {
        using var endless = new Endless();
        using var cancel = new CancellationTokenSource();
        var stream = VedaStream.Range(0, 1).FlatMap(_ => endless.Numbers()).Filter(x => x < 0).WithCancellation(cancel.Token);
        var waiting = Patience.OnThread(() => stream.Count().Wait());
        var listing = stream.ToList().AsTask();
        Patience.Until(() => endless.Read > 100_000, "the inner sequence was never read");
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing.InTime());
        await endless.Closed.InTime();
    }

    [Fact]
    public async Task It_does_not_keep_other_runs_from_the_only_worker()
    {
        using var endless = new Endless();
        await using var scheduler = new WorkStealingScheduler(new VedaOptions { Workers = 1 });
        using var endlessRun = VedaStream.Range(0, 1).On(scheduler).FlatMap(_ => endless.Numbers()).Filter(x => x < 0).Subscribe(new Witness<int>());
        Patience.Until(() => endless.Read > 0, "the inner sequence was never read");
        Assert.Equal(4950, await VedaStream.Range(0, 100).On(scheduler).Sum().AsTask().InTime());
    }
}
