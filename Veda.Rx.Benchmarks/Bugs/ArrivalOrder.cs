using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A program counts on the order of an unordered stream.</summary>
internal static class ArrivalOrder
{
    public static readonly PlantedBug Bug = new("order of an unordered stream", 2, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        var numbers = VedaStream.Range(0, 16).On(sim.Scheduler).WithBatch(1, 2);
        var last = await (planted ? numbers.Unordered() : numbers).Filter(x => x % 2 == 0).ToArray();
        PlantedBug.Require(last[^1] == 14, $"the last one is {last[^1]}");
    }
}
