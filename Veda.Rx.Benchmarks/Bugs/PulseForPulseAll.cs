using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>Putters and takers of a buffer of one wait on the same condition, and only one of them is woken: perhaps the wrong one.</summary>
internal static class PulseForPulseAll
{
    public static readonly PlantedBug Bug = new("pulse for pulse all", 4, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        var gate = new object();
        var full = false;
        return Task.WhenAll(sim.Thread(Take, "taker 1"), sim.Thread(Take, "taker 2"), sim.Thread(Put, "putter 1"), sim.Thread(Put, "putter 2"));

        void Take() => Flip(from: true);

        void Put() => Flip(from: false);

        void Flip(bool from)
        {
            using (SimMonitor.Scope(gate))
            {
                while (full != from)
                    SimMonitor.Wait(gate);
                full = !from;
                if (planted)
                    SimMonitor.Pulse(gate);
                else
                    SimMonitor.PulseAll(gate);
            }
        }
    }
}
