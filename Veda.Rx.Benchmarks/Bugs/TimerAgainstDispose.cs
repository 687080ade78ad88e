using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A timer's callback uses what is disposed at the same moment.</summary>
internal static class TimerAgainstDispose
{
    public static readonly PlantedBug Bug = new("timer against dispose", 1, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        var disposed = false;
        var timer = sim.Time.CreateTimer(_ =>
        {
            if (planted || !disposed)
                PlantedBug.Require(!disposed, "the callback uses what is disposed");
        }, null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);
        await Task.Delay(TimeSpan.FromMilliseconds(5), sim.Time);
        disposed = true;
        await Task.Yield();
        await timer.DisposeAsync();
    }
}
