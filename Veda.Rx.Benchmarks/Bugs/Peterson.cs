using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>Peterson's lock, with the turn given away before the wish is announced.</summary>
internal static class Peterson
{
    public static readonly PlantedBug Bug = new("Peterson's lock, turned round", 3, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        SimVariable<bool>[] wants = [new(false, "wants 0"), new(false, "wants 1")];
        var turn = new SimVariable<int>(0, "turn");
        var inside = 0;
        return Task.WhenAll(sim.Thread(() => Enter(0), "zero"), sim.Thread(() => Enter(1), "one"));

        void Enter(int me)
        {
            if (planted)
            {
                turn.Exchange(1 - me);
                wants[me].Exchange(true);
            }
            else
            {
                wants[me].Exchange(true);
                turn.Exchange(1 - me);
            }
            while (wants[1 - me].Read() && turn.Read() != me)
            {
            }
            inside++;
            sim.Point("inside", Access.Write);
            PlantedBug.Require(inside == 1, $"{inside} are inside");
            inside--;
            wants[me].Exchange(false);
        }
    }
}
