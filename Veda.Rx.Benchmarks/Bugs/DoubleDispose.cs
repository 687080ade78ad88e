using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>Two owners give a resource back, and both believe that they are the last.</summary>
internal static class DoubleDispose
{
    public static readonly PlantedBug Bug = new("double dispose", 2, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        var (owners, disposals) = (2, 0);
        await Task.WhenAll(sim.Thread(Release), sim.Thread(Release));
        PlantedBug.Require(disposals == 1, $"the resource was disposed {disposals} times");

        void Release()
        {
            if (!planted)
            {
                if (SimInterlocked.Decrement(ref owners) == 0)
                    disposals++;
                return;
            }
            SimInterlocked.Decrement(ref owners);
            sim.Point("owners", Access.Read);
            if (owners == 0)
                disposals++;
        }
    }
}
