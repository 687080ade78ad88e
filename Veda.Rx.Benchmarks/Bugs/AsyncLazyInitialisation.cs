using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A value is kept, and not the task that makes it.</summary>
internal static class AsyncLazyInitialisation
{
    public static readonly PlantedBug Bug = new("racy lazy initialisation, awaited", 1, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        object? value = null;
        Task<object>? making = null;
        var seen = new object?[2];
        await Task.WhenAll(sim.Run(async () => seen[0] = await Get()), sim.Run(async () => seen[1] = await Get()));
        PlantedBug.Require(ReferenceEquals(seen[0], seen[1]), "there are two of what there should be one of");

        async Task<object> Get() => planted ? value ??= await Make() : await (making ??= Make());

        static async Task<object> Make()
        {
            await Task.Yield();
            return new object();
        }
    }
}
