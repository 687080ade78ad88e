using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>Two threads find a key missing, and both add it.</summary>
internal static class DuplicateKey
{
    public static readonly PlantedBug Bug = new("a key added twice", 2, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        var cache = new Dictionary<string, int>(StringComparer.Ordinal);
        return Task.WhenAll(sim.Thread(Get), sim.Thread(Get));

        void Get()
        {
            sim.Point("cache", Access.Read);
            if (cache.ContainsKey("key"))
                return;
            sim.Point("cache", Access.Write);
            if (planted)
                cache.Add("key", 1);
            else
                cache.TryAdd("key", 1);
        }
    }
}
