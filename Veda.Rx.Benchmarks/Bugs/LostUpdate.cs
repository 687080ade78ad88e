using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A count is read, and written one higher behind an await.</summary>
internal static class LostUpdate
{
    public static readonly PlantedBug Bug = new("lost update", 1, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        var count = 0;
        var gate = new SemaphoreSlim(1);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => sim.Run(Increment)));
        PlantedBug.Require(count == 3, $"3 increments gave {count}");

        async Task Increment()
        {
            if (!planted)
                await gate.WaitAsync();
            var read = count;
            await Task.Yield();
            count = read + 1;
            if (!planted)
                gate.Release();
        }
    }
}
