using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>Two threads find nothing, and each makes what there should be one of.</summary>
internal static class LazyInitialisation
{
    public static readonly PlantedBug Bug = new("racy lazy initialisation", 2, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        object? value = null;
        var seen = new object?[2];
        await Task.WhenAll(sim.Thread(() => seen[0] = Get()), sim.Thread(() => seen[1] = Get()));
        PlantedBug.Require(ReferenceEquals(seen[0], seen[1]), "there are two of what there should be one of");

        object Get()
        {
            sim.Point("value", Access.Read);
            if (value is { } there)
                return there;
            var made = new object();
            if (!planted)
                return SimInterlocked.CompareExchange(ref value, made, null) ?? made;
            sim.Point("value", Access.Write);
            value = made;
            return made;
        }
    }
}
