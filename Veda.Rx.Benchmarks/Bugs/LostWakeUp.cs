using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A thread looks whether it has to wait before it takes the lock, and waits after that.</summary>
internal static class LostWakeUp
{
    public static readonly PlantedBug Bug = new("lost wake-up", 2, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        var gate = new object();
        var ready = false;
        return Task.WhenAll(sim.Thread(Wait), sim.Thread(Signal));

        void Wait()
        {
            sim.Point("ready", Access.Read);
            if (ready)
                return;
            using (SimMonitor.Scope(gate))
            {
                if (planted || !ready)
                    SimMonitor.Wait(gate);
            }
        }

        void Signal()
        {
            using (SimMonitor.Scope(gate))
            {
                ready = true;
                SimMonitor.PulseAll(gate);
            }
        }
    }
}
