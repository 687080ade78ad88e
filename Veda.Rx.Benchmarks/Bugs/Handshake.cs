using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>Two flags are raised one after the other and lowered in the same order; a reader that comes exactly between sees what never was.</summary>
internal static class Handshake
{
    public static readonly PlantedBug Bug = new("a snapshot of two words", 4, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        int low = 0, high = 0, version = 0;
        var seen = (Low: 0, High: 0);
        await Task.WhenAll(sim.Thread(Write), sim.Thread(() => seen = Read()));
        PlantedBug.Require(seen.Low == seen.High, $"a reader saw {seen.High} and {seen.Low}");

        void Write()
        {
            for (var i = 1; i <= 2; i++)
            {
                Step("version", ref version, 2 * i - 1);
                Step("low", ref low, i);
                Step("high", ref high, i);
                Step("version", ref version, 2 * i);
            }
        }

        (int, int) Read()
        {
            while (true)
            {
                var before = Look("version", ref version);
                var (mine, other) = (Look("low", ref low), Look("high", ref high));
                // The bug: an odd version, of a writer in the middle, is taken for as good as any.
                if (Look("version", ref version) == before && (planted || before % 2 == 0))
                    return (mine, other);
            }
        }

        void Step(string name, ref int place, int value)
        {
            sim.Point(name, Access.Write);
            place = value;
        }

        int Look(string name, ref int place)
        {
            sim.Point(name, Access.Read);
            return place;
        }
    }
}
