namespace Veda.Rx.Benchmarks.Idioms;

/// <summary>One equal slice per core; the caller runs the first one itself.</summary>
internal static class StaticSplit
{
    public static T Reduce<T>(int n, Func<int, int, T> part, Func<T, T, T> combine)
    {
        var cores = Environment.ProcessorCount;
        var others = new Task<T>[cores - 1];
        for (var i = 0; i < others.Length; i++)
        {
            var slice = Slice.Part(n, i + 1, cores);
            others[i] = Task.Run(() => part(slice.From, slice.To));
        }
        var own = Slice.Part(n, 0, cores);
        var result = part(own.From, own.To);
        foreach (var other in others)
            result = combine(result, other.Result);
        return result;
    }
}
