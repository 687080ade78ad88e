using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Misuse;

/// <summary>Comparers and delegates that throw, whatever they throw, and streams that run many times at once.</summary>
public sealed class ThrowingDelegateTests
{
    public static TheoryData<Exception> Exceptions =>
    [
        new OperationCanceledException(), new TaskCanceledException(), new ThreadInterruptedException(), new OutOfMemoryException(),
        new NullReferenceException(), new AggregateException(new IOException()), new ObjectDisposedException("not the scheduler"),
    ];

    [Theory, MemberData(nameof(Exceptions))]
    public async Task A_delegates_exception_is_passed_on_whatever_it_is(Exception thrown)
    {
        int Fail(int x) => x == 1500 ? throw thrown : x;
        var source = VedaStream.Range(0, 3000);
        foreach (var stream in new[] { source.Map(Fail), source.Filter(x => Fail(x) >= 0), source.FlatMap(x => new[] { Fail(x) }), source.Scan(0, (_, x) => Fail(x)), source.MapWith(() => 1, (_, x) => Fail(x)), source.Inspect(x => Fail(x)) })
        {
            var witness = new Witness<int>();
            using var run = stream.Subscribe(witness);
            await witness.Ended.InTime();
            Assert.Same(thrown, witness.Error);
            Assert.Equal(1500, witness.Items.Count);
            Assert.Same(thrown, await Patience.OnThread(() => Record.Exception(() => stream.Count().Wait())));
        }
    }

    [Fact]
    public async Task Comparers_that_throw_end_the_run()
    {
        var source = VedaStream.Range(0, 5000).Map(x => x * 7 % 5000);
        var bad = new Bad();
        await Fails(source.Min(bad));
        await Fails(source.Max(bad));
        await Fails(source.MinBy(x => x, bad));
        await Fails(source.MaxBy(x => x, bad));
        await Fails(source.TopN(10, bad).ToList());
        await Fails(source.TopN(10, x => x, bad).ToList());
        await Fails(source.ToDictionary(x => x, bad));
        await Fails(source.CountBy(x => x, bad).ToList());
        await Fails(source.CountBy(x => x, bad).Unordered().ToList());
        await Fails(source.AggregateBy(x => x, 0, (a, _) => a + 1, bad).ToList());
        await Fails(source.Contains(-1, bad));
        await Fails(source.WithProgress(bad).ToList());
    }

    [Fact]
    public async Task Accumulators_that_throw_end_the_run()
    {
        var source = VedaStream.Range(0, 5000).WithBatch(1, 500);
        await Fails(source.Fold<int, int>(() => throw new InvalidTimeZoneException(), (a, x) => a + x, (a, b) => a + b));
        await Fails(source.Fold(() => 0, (a, x) => x == 4999 ? throw new InvalidTimeZoneException() : a, (a, b) => a + b));
        await Fails(source.Fold<int, int>(() => 0, (a, x) => a + x, (_, _) => throw new InvalidTimeZoneException()));
        await Fails(source.Unordered().Fold<int, int>(() => throw new InvalidTimeZoneException(), (a, x) => a + x, (a, b) => a + b));
        await Fails(source.Reduce((a, b) => b == 4999 ? throw new InvalidTimeZoneException() : a));
        await Fails(source.Aggregate(0, (a, x) => x == 4999 ? throw new InvalidTimeZoneException() : a));
        await Fails(source.Aggregate(0, (a, x) => a, a => a == 0 ? throw new InvalidTimeZoneException() : a));
        await Fails(source.MapWith<int, int, int>(() => throw new InvalidTimeZoneException(), (_, x) => x).ToList());
        await Fails(source.MapWith(() => 1, (_, x) => x, _ => throw new InvalidTimeZoneException()).ToList());
        await Fails(VedaStream.Generate(0, x => x < 5 ? true : throw new InvalidTimeZoneException(), x => x + 1, x => x).ToList());
    }

    [Fact]
    public async Task Duplicate_keys_and_destinations_that_are_too_short_are_named()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => VedaStream.Range(0, 5000).ToDictionary(x => x % 4000).AsTask().InTime());
        await Assert.ThrowsAsync<ArgumentException>(() => VedaStream.Range(0, 5000).CopyInto(new int[4999]).AsTask().InTime());
        await Assert.ThrowsAsync<ArgumentException>(() => VedaStream.Range(0, 5000).Filter(_ => true).CopyInto(new int[4999]).AsTask().InTime());
    }

    [Fact]
    public async Task A_hundred_runs_of_the_same_stream_at_once()
    {
        var stream = VedaStream.Range(0, 5000).Map(x => (long)x).Filter(x => x % 2 == 0).FlatMap(x => new[] { x, -x, 1 }).Scan((a, b) => a + b).Map(x => x % 1000);
        var single = stream.Sum();
        var expected = await single;
        var runs = Enumerable.Range(0, 50).Select(_ => single.AsTask()).Concat(Enumerable.Range(0, 50).Select(_ => Patience.OnThread(() => single.Wait())));
        Assert.All(await Task.WhenAll(runs).InTime(), sum => Assert.Equal(expected, sum));
    }

    [Fact]
    public async Task A_single_result_can_be_awaited_again()
    {
        var runs = 0;
        var single = VedaStream.Range(0, 10).Map(x =>
        {
            Interlocked.Increment(ref runs);
            return x;
        }).Sum();
        Assert.Equal(45, await single);
        Assert.Equal(45, await single);
        Assert.Equal(45, single.Wait());
        Assert.Equal(30, runs);
    }

    private static async Task Fails<T>(VedaSingle<T> single)
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => single.AsTask().InTime());
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Patience.OnThread(() => single.Wait()));
    }

    private sealed class Bad : IComparer<int>, IEqualityComparer<int>, IProgress<long>
    {
        public int Compare(int x, int y) => throw new InvalidTimeZoneException();

        public bool Equals(int x, int y) => throw new InvalidTimeZoneException();

        public int GetHashCode(int x) => x == 4321 ? throw new InvalidTimeZoneException() : x;

        public void Report(long value) => throw new InvalidTimeZoneException();
    }
}
