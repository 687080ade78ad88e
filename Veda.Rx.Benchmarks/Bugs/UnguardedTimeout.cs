using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>Who waited in vain for a semaphore releases it all the same.</summary>
internal static class UnguardedTimeout
{
    public static readonly PlantedBug Bug = new("a release after a time-out", 2, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        var gate = new SemaphoreSlim(1);
        var inside = 0;
        return Task.WhenAll(Enumerable.Range(0, 3).Select(i => sim.Run(() => Work(i))));

        async Task Work(int number)
        {
            var entered = gate.Wait(0);
            if (!entered)
                await Task.Delay(TimeSpan.FromMilliseconds(number), sim.Time);
            try
            {
                if (!entered)
                    return;
                PlantedBug.Require(++inside == 1, $"{inside} are inside");
                await Task.Delay(TimeSpan.FromMilliseconds(2), sim.Time);
                inside--;
            }
            finally
            {
                if (entered || planted)
                    gate.Release();
            }
        }
    }
}
