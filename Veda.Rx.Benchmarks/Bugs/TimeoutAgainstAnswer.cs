using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>An answer and its time-out come at the same moment, and both complete the request.</summary>
internal static class TimeoutAgainstAnswer
{
    public static readonly PlantedBug Bug = new("time-out against answer", 1, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        var request = new TaskCompletionSource<string>();
        await Task.WhenAll(sim.Run(() => Complete("answer")), sim.Run(() => Complete("time-out")));

        async Task Complete(string how)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), sim.Time);
            if (request.Task.IsCompleted)
                return;
            await Task.Yield();
            if (planted)
                request.SetResult(how);
            else
                request.TrySetResult(how);
        }
    }
}
