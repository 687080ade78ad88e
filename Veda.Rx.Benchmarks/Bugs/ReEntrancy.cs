using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A handler awaits in the middle of a change, and is called again meanwhile.</summary>
internal static class ReEntrancy
{
    public static readonly PlantedBug Bug = new("re-entrancy", 1, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        List<int> items = [1, 2, 3];
        Task last = Task.CompletedTask;
        await Task.WhenAll(sim.Run(() => Handle(1)), sim.Run(() => Handle(2)));
        PlantedBug.Require(items.Count == 1, $"{items.Count} items are left");

        Task Handle(int item) => last = planted ? Remove(item) : After(last, item);

        async Task After(Task earlier, int item)
        {
            await earlier;
            await Remove(item);
        }

        async Task Remove(int item)
        {
            var index = items.IndexOf(item);
            await Task.Yield();
            items.RemoveAt(index);
            PlantedBug.Require(!items.Contains(item), $"item {item} is still there after it was removed");
        }
    }
}
