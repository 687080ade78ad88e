using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using Veda.Rx.Tests.Equivalence;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>FlatMap and SelectMany with every kind of inner sequence, with and without an index and a combination: what LINQ shows.</summary>
public sealed class InnerTests : IDisposable
{
    private readonly WorkStealingScheduler _one = new(new VedaOptions { Workers = 1 });

    public void Dispose() => _one.Dispose();

    [Fact]
    public void Observables() => Against.Linq(
        s => s.Filter(x => x % 40 == 0).FlatMap(x => Observable.Range(x, x / 40 % 4, ImmediateScheduler.Instance)),
        s => s.Where(x => x % 40 == 0).SelectMany(x => Enumerable.Range(x, x / 40 % 4)));

    [Fact]
    public void Async_sequences() => Against.Linq(
        s => s.Filter(x => x % 40 == 0).FlatMap(x => Later(x, x / 40 % 4)),
        s => s.Where(x => x % 40 == 0).SelectMany(x => Enumerable.Range(x, x / 40 % 4)));

    [Fact]
    public void Sequences_with_the_index() => Against.Linq(
        s => s.SelectMany((x, i) => Enumerable.Repeat(x - i, i % 3)),
        s => s.SelectMany((x, i) => Enumerable.Repeat(x - i, i % 3)));

    [Fact]
    public void Sequences_with_the_index_and_a_combination() => Against.Linq(
        s => s.SelectMany((x, i) => Enumerable.Repeat(i, i % 3), (x, y) => (x, y)),
        s => s.SelectMany((x, i) => Enumerable.Repeat(i, i % 3), (x, y) => (x, y)));

    [Fact]
    public async Task Every_kind_is_the_same_in_every_shape()
    {
        var source = VedaStream.Range(0, 100);
        var plain = Enumerable.Range(0, 100).SelectMany(x => Enumerable.Range(x, x % 4)).ToArray();
        var indexed = Enumerable.Range(0, 100).SelectMany((x, i) => Enumerable.Range(x, i % 4)).ToArray();
        var combined = Enumerable.Range(0, 100).SelectMany(x => Enumerable.Range(x, x % 4), (x, y) => x * y).ToArray();
        VedaStream<int>[] plains =
        [
            source.SelectMany(x => Enumerable.Range(x, x % 4)), source.SelectMany(x => VedaStream.Range(x, x % 4)),
            source.SelectMany(x => Later(x, x % 4)), source.SelectMany(x => Observable.Range(x, x % 4)), source.SelectMany(x => Hidden(x, x % 4)),
        ];
        VedaStream<int>[] indexeds =
        [
            source.SelectMany((x, i) => Enumerable.Range(x, i % 4)), source.SelectMany((x, i) => VedaStream.Range(x, i % 4)),
            source.SelectMany((x, i) => Later(x, i % 4)), source.SelectMany((x, i) => Observable.Range(x, i % 4)),
            source.FlatMap((x, i) => Enumerable.Range(x, i % 4)), source.FlatMap((x, i) => VedaStream.Range(x, i % 4)),
            source.FlatMap((x, i) => Later(x, i % 4)), source.FlatMap((x, i) => Observable.Range(x, i % 4)),
        ];
        VedaStream<int>[] combineds =
        [
            from x in source from y in Enumerable.Range(x, x % 4) select x * y, from x in source from y in VedaStream.Range(x, x % 4) select x * y,
            from x in source from y in Later(x, x % 4) select x * y, from x in source from y in Observable.Range(x, x % 4) select x * y,
            source.SelectMany((x, i) => Enumerable.Range(x, i % 4), (x, y) => x * y), source.SelectMany((x, i) => VedaStream.Range(x, i % 4), (x, y) => x * y),
            source.SelectMany((x, i) => Later(x, i % 4), (x, y) => x * y), source.SelectMany((x, i) => Observable.Range(x, i % 4), (x, y) => x * y),
        ];
        foreach (var stream in plains)
            Assert.Equal(plain, await stream.ToList().AsTask().InTime());
        foreach (var stream in indexeds)
            Assert.Equal(indexed, await stream.ToList().AsTask().InTime());
        foreach (var stream in combineds)
            Assert.Equal(combined, await stream.ToList().AsTask().InTime());

        static IObservable<int> Hidden(int start, int count) => VedaStream.Range(start, count);
    }

    [Fact]
    public async Task On_every_scheduler_and_on_the_only_worker()
    {
        var expected = Enumerable.Range(0, 200).SelectMany(x => Enumerable.Range(0, x % 5)).Sum() * 2;
        foreach (var scheduler in Worker.Real.Select(worker => worker.Scheduler()).Append(_one))
        {
            var stream = VedaStream.Range(0, 200).On(scheduler).FlatMap(x => Later(0, x % 5)).Concat(
                VedaStream.Range(0, 200).On(scheduler).FlatMap(x => Observable.Range(0, x % 5, TaskPoolScheduler.Default)));
            Assert.Equal(expected, await stream.Sum().AsTask().InTime());
            Assert.Equal(expected, await Patience.OnThread(() => stream.Sum().Wait()));
        }
    }

    /// <summary>Rx queues what is scheduled on a thread behind what it does there, so an observable subscribed to in between would never begin.</summary>
    [Fact]
    public async Task Inside_a_subscription_that_pushes_on_the_current_thread()
    {
        var stream = Observable.Range(0, 20_000).ToVeda().FlatMap(x => Observable.Range(0, 3));
        Assert.Equal(60_000, await Patience.OnThread(() => stream.Count().Wait()));
        Assert.Equal(30, await VedaStream.Range(0, 10).On(CurrentThreadScheduler.Instance).FlatMap(x => Observable.Range(0, 3)).Count().AsTask().InTime());
    }

    [Fact]
    public async Task Errors_have_their_place()
    {
        var failing = VedaStream.Range(0, 100).FlatMap(x => x < 50 ? Observable.Return(x) : Observable.Return(x).Concat(Observable.Throw<int>(new IOException($"in {x}"))));
        var later = VedaStream.Range(0, 100).FlatMap(x => Later(x, 1, x == 50 ? new IOException("in 50") : null));
        foreach (var stream in new[] { failing, later })
        {
            Assert.Equal(Enumerable.Range(0, 51), await stream.Take(51).ToList().AsTask().InTime());
            Assert.Equal("in 50", (await Assert.ThrowsAsync<IOException>(() => stream.ToList().AsTask().InTime())).Message);
        }
    }

    [Fact]
    public async Task Null_is_an_error_of_every_kind()
    {
        VedaStream<int>[] streams =
        [
            VedaStream.Return(0).FlatMap(_ => (IEnumerable<int>)null!), VedaStream.Return(0).FlatMap(_ => (VedaStream<int>)null!),
            VedaStream.Return(0).FlatMap(_ => (IAsyncEnumerable<int>)null!), VedaStream.Return(0).FlatMap(_ => (IObservable<int>)null!),
            VedaStream.Return(0).SelectMany(_ => (IEnumerable<int>)null!, (x, y) => x), VedaStream.Return(0).SelectMany(_ => (IObservable<int>)null!, (x, y) => x),
        ];
        foreach (var stream in streams)
            Assert.Contains("null", (await Assert.ThrowsAsync<InvalidOperationException>(() => stream.Count().AsTask().InTime())).Message);
    }

    [Fact]
    public async Task Leaving_early_ends_the_inner_subscription()
    {
        using var endless = new BehaviorSubject<int>(7);
        Assert.Equal(7, await VedaStream.Range(0, 10).WithParallelism(1).FlatMap(_ => endless.AsObservable()).First().AsTask().InTime());
        Patience.Until(() => !endless.HasObservers, "still subscribed");
    }

    private static async IAsyncEnumerable<int> Later(int start, int count, Exception? error = null)
    {
        for (var i = 0; i < count; i++)
        {
            if ((start + i) % 3 == 0)
                await Task.Yield();
            yield return start + i;
        }
        if (error is not null)
            throw error;
    }
}
