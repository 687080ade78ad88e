using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>The same with semaphores that are awaited.</summary>
internal static class AsyncLockOrder
{
    public static readonly PlantedBug Bug = new("lock order, awaited", 2, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        SemaphoreSlim one = new(1), two = new(1);
        return Task.WhenAll(sim.Run(() => Transfer(one, two)), sim.Run(() => planted ? Transfer(two, one) : Transfer(one, two)));

        static async Task Transfer(SemaphoreSlim from, SemaphoreSlim to)
        {
            await from.WaitAsync();
            await Task.Yield();
            await to.WaitAsync();
            to.Release();
            from.Release();
        }
    }
}
