using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>Two messages travel, each as long as it takes; the second may arrive first.</summary>
internal static class MessageReorder
{
    public static readonly PlantedBug Bug = new("messages reordered", 1, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        var state = "";
        var waiting = new SortedDictionary<int, string>();
        await Task.WhenAll(sim.Run(() => Send(0, "open")), sim.Run(() => Send(1, "close")));
        PlantedBug.Require(state == "close", $"the last message was '{state}'");

        async Task Send(int number, string message)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(sim.Choose("latency", 3)), sim.Time);
            if (planted)
            {
                state = message;
                return;
            }
            waiting[number] = message;
            state = waiting.Last().Value;
        }
    }
}
