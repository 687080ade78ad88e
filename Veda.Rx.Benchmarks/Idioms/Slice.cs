namespace Veda.Rx.Benchmarks.Idioms;

/// <summary>Consecutive positions, from <paramref name="From"/> up to and without <paramref name="To"/>.</summary>
internal readonly record struct Slice(int From, int To)
{
    /// <summary>Cuts <c>0 … n</c> into slices of <paramref name="size"/> positions, the last one perhaps shorter.</summary>
    public static IEnumerable<Slice> Cut(int n, int size)
    {
        for (var from = 0; from < n; from += size)
            yield return new Slice(from, Math.Min(n, from + size));
    }

    /// <summary>The <paramref name="index"/>-th of <paramref name="count"/> equal parts of <c>0 … n</c>.</summary>
    public static Slice Part(int n, int index, int count) =>
        new((int)((long)n * index / count), (int)((long)n * (index + 1) / count));
}
