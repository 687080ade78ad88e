using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A bounded buffer: who was woken takes an item without asking again whether there is one.</summary>
internal static class IfForWhile
{
    public static readonly PlantedBug Bug = new("a buffer with if for while", 3, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        var gate = new object();
        var items = new Queue<int>();
        return Task.WhenAll(sim.Thread(Take, "taker 1"), sim.Thread(Take, "taker 2"), sim.Thread(Put, "putter"));

        void Take()
        {
            using (SimMonitor.Scope(gate))
            {
                if (planted)
                {
                    if (items.Count == 0)
                        SimMonitor.Wait(gate);
                }
                else
                {
                    while (items.Count == 0)
                        SimMonitor.Wait(gate);
                }
                PlantedBug.Require(items.Count > 0, "an item is taken from an empty buffer");
                items.Dequeue();
            }
        }

        void Put()
        {
            for (var i = 0; i < 2; i++)
            {
                using (SimMonitor.Scope(gate))
                {
                    items.Enqueue(i);
                    SimMonitor.Pulse(gate);
                }
            }
        }
    }
}
