namespace Veda.Rx.Benchmarks.Idioms;

/// <summary>Every core claims the next few positions by an atomic add, until none are left.</summary>
internal static class GreedyClaim
{
    public static T Reduce<T>(int n, int size, Func<int, int, T> part, Func<T, T, T> combine)
    {
        var next = 0;
        var others = new Task<T>[Environment.ProcessorCount - 1];
        for (var i = 0; i < others.Length; i++)
            others[i] = Task.Run(ClaimAll);
        var result = ClaimAll();
        foreach (var other in others)
            result = combine(result, other.Result);
        return result;

        T ClaimAll()
        {
            var own = default(T)!;
            for (var any = false; ; any = true)
            {
                var from = Interlocked.Add(ref next, size) - size;
                if (from >= n)
                    return own;
                var claimed = part(from, Math.Min(n, from + size));
                own = any ? combine(own, claimed) : claimed;
            }
        }
    }
}
