using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>Dekker's entry: each announces itself and looks for the other. Without a fence both announcements may still be on their way.</summary>
internal static class MissingFence
{
    public static readonly PlantedBug Bug = new("missing fence", 2, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        SimVariable<bool> one = new(false, "one"), two = new(false, "two");
        var inside = 0;
        return Task.WhenAll(sim.Thread(() => Enter(one, two)), sim.Thread(() => Enter(two, one)));

        void Enter(SimVariable<bool> mine, SimVariable<bool> others)
        {
            mine.Write(true);
            if (!planted)
                SimInterlocked.MemoryBarrier();
            if (others.Read())
                return;
            inside++;
            sim.Point("inside", Access.Write);
            PlantedBug.Require(inside == 1, $"{inside} are inside");
            inside--;
            mine.Write(false);
        }
    }
}
