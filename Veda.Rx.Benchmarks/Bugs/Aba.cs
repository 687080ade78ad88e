using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A lock-free stack whose nodes are used again: the top is the same as before, and what was below it is not.</summary>
internal static class Aba
{
    public static readonly PlantedBug Bug = new("ABA", 3, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        var top = new SimVariable<(int Node, int Version)>((1, 0), "top");
        int[] below = [0, 2, 0];   // 1 is on top of 2; 0 stands for nothing
        var popped = new List<int>();
        await Task.WhenAll(sim.Thread(() => Pop(), "popper"), sim.Thread(PopTwoPushOne, "reuser"));
        var left = new HashSet<int>();
        for (var node = top.Read().Node; node != 0; node = below[node])
            PlantedBug.Require(left.Add(node) && !popped.Contains(node), $"node {node} is in the stack and was taken");

        int Pop()
        {
            while (true)
            {
                var seen = top.Read();
                if (seen.Node == 0)
                    return 0;
                sim.Point("below", Access.Read);
                var next = (below[seen.Node], Next(seen.Version));
                if (top.CompareExchange(next, seen) != seen)
                    continue;
                popped.Add(seen.Node);
                return seen.Node;
            }
        }

        void PopTwoPushOne()
        {
            var first = Pop();
            Pop();
            if (first == 0)
                return;
            popped.Remove(first);
            while (true)
            {
                var seen = top.Read();
                below[first] = seen.Node;
                if (top.CompareExchange((first, Next(seen.Version)), seen) == seen)
                    return;
            }
        }

        int Next(int version) => planted ? 0 : version + 1;
    }
}
