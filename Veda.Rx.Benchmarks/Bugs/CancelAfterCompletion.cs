using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A request that was answered is cancelled with those that were not, though its buffer belongs to another one by then.</summary>
internal static class CancelAfterCompletion
{
    public static readonly PlantedBug Bug = new("a cancellation that comes late", 2, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        var owner = 1;
        using var cancel = new CancellationTokenSource();
        await Task.WhenAll(sim.Run(Request), sim.Run(async () =>
        {
            await Task.Yield();
            cancel.Cancel();   // and not CancelAsync, which goes to a real thread
        }));

        async Task Request()
        {
            var registration = cancel.Token.Register(() => PlantedBug.Require(owner == 1, "the buffer of another request is cleared"));
            await Task.Yield();
            if (!planted)
                await registration.DisposeAsync();
            owner = 2;
            await Task.Yield();
            await registration.DisposeAsync();
        }
    }
}
