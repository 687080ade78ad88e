using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>The same elements from every kind of source, and streams with settings that the public surface would give them.</summary>
internal static class Inputs
{
    public static readonly int[] Sizes = [0, 1, 2, 1023, 1024, 1025, 5000, 100_000];

    public static TheoryData<int> AllSizes => [.. Sizes];

    private static readonly Worker[] s_workers = [Worker.Default, .. Worker.All.Where(worker => Exclusions.ReasonForSmallBatches(worker) is null)];

    /// <summary>An array, a list, an enumerable, each as it is, behind a filter that keeps all, in small batches, in large ones; on all schedulers in turn.</summary>
    public static IEnumerable<VedaStream<T>> Streams<T>(T[] items)
    {
        var turn = items.Length;
        foreach (var source in Sources(items))
        {
            yield return Next(source);
            yield return Next(source).Filter(static _ => true);
            yield return Next(source).With(maxBatch: 7, parallelism: 3);
            yield return Next(source).With(minBatch: 1500, maxBatch: 1500);
        }

        VedaStream<T> Next(VedaStream<T> source) => source.On(s_workers[turn++ % s_workers.Length].Scheduler());
    }

    public static IEnumerable<VedaStream<T>> Sources<T>(T[] items) =>
        [items.ToVeda(), items.ToList().ToVeda(), Lazily(items).ToVeda()];

    public static IEnumerable<T> Lazily<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
            yield return item;
    }

    public static VedaStream<T> With<T>(
        this VedaStream<T> source, int minBatch = 1, int maxBatch = 65_536, int? parallelism = null, bool ordered = true) =>
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
