using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A spin lock that reads and then writes.</summary>
internal static class TestThenSet
{
    public static readonly PlantedBug Bug = new("a spin lock that tests, then sets", 2, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        var taken = new SimVariable<bool>(false, "taken");
        var inside = 0;
        return Task.WhenAll(Enumerable.Range(0, 3).Select(_ => sim.Thread(Work)));

        void Work()
        {
            if (planted)
            {
                while (taken.Read())
                {
                }
                taken.Exchange(true);
            }
            else
            {
                while (taken.Exchange(true))
                {
                }
            }
            inside++;
            sim.Point("inside", Access.Write);
            PlantedBug.Require(inside == 1, $"{inside} are inside");
            inside--;
            taken.Exchange(false);
        }
    }
}
