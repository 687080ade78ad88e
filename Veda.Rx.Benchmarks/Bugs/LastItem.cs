using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>The owner of a deque and a thief both take the last item.</summary>
internal static class LastItem
{
    public static readonly PlantedBug Bug = new("the last item of a deque", 2, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        int top = 0, bottom = 2;   // items 0 and 1
        var taken = new List<int>();
        await Task.WhenAll(sim.Thread(Pop, "owner"), sim.Thread(Steal, "thief"), sim.Thread(Steal, "other thief"));
        PlantedBug.Require(taken.Distinct().Count() == taken.Count, $"items taken: {string.Join(' ', taken)}");

        void Pop()
        {
            var mine = SimInterlocked.Decrement(ref bottom);
            sim.Point("top", Access.Read);
            var seen = top;
            if (seen < mine || (planted && seen == mine))
                taken.Add(mine);
            else if (seen == mine && SimInterlocked.CompareExchange(ref top, seen + 1, seen) == seen)
                taken.Add(mine);
        }

        void Steal()
        {
            sim.Point("top", Access.Read);
            var seen = top;
            sim.Point("bottom", Access.Read);
            if (seen < bottom && SimInterlocked.CompareExchange(ref top, seen + 1, seen) == seen)
                taken.Add(seen);
        }
    }
}
