using System.Collections.Concurrent;

namespace Veda.Rx.Benchmarks.Idioms;

/// <summary><c>Parallel.ForEach</c> over a range partitioner, the documented way to run small bodies in parallel.</summary>
internal static class ParallelForEach
{
    public static T Reduce<T>(int n, int size, Func<int, int, T> part, Func<T, T, T> combine)
    {
        var result = new Combined<T>(combine);
        Parallel.ForEach(Partitioner.Create(0, n, size), range => result.Add(part(range.Item1, range.Item2)));
        return result.Value;
    }
}
