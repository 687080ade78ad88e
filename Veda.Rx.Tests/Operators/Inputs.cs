using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>The same elements from every kind of source, and streams with settings that the public surface would give them.</summary>
internal static class Inputs
{
    public static readonly int[] Sizes = [0, 1, 2, 1023, 1024, 1025, 5000, 100_000];

    public static TheoryData<int> AllSizes => [.. Sizes];

    /// <summary>An array, a list, an enumerable, each as it is, behind a filter that keeps all, in small batches, unordered.</summary>
    public static IEnumerable<VedaStream<T>> Streams<T>(T[] items)
    {
        foreach (var source in Sources(items))
        {
            yield return source;
            yield return source.Filter(static _ => true);
            yield return source.With(maxBatch: 7, parallelism: 3);
            yield return source.With(minBatch: 1500, maxBatch: 1500);
        }
    }

    public static IEnumerable<VedaStream<T>> Sources<T>(T[] items) =>
        [items.ToVeda(), items.ToList().ToVeda(), Lazily(items).ToVeda()];

    public static IEnumerable<T> Lazily<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
            yield return item;
    }

    public static VedaStream<T> With<T>(
        this VedaStream<T> source, int minBatch = 1, int maxBatch = StreamSettings.DefaultMaxBatch, int? parallelism = null, bool ordered = true) =>
        new(source.Flow, source.Settings with { MinBatch = minBatch, MaxBatch = maxBatch, Parallelism = parallelism, Ordered = ordered });

    /// <summary>Reproducible numbers in no order, with many duplicates.</summary>
    public static int[] Numbers(int size, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, size).Select(_ => random.Next(-1000, 1000))];
    }

    /// <summary>What a terminal and LINQ both come to: the same value, or an exception of the same type.</summary>
    public static void SameAsLinq<T, TResult>(T[] items, Func<T[], TResult> linq, Func<VedaStream<T>, VedaSingle<TResult>> veda)
    {
        var expected = Record.Exception(() => linq(items));
        var result = expected is null ? linq(items) : default;
        foreach (var stream in Streams(items))
        {
            var single = veda(stream);
            if (expected is null)
                Assert.Equal(result, single.Wait());
            else
                Assert.IsType(expected.GetType(), Record.Exception(() => single.Wait()));
        }
    }
}
