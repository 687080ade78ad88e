using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A barrier for two whose count starts again at once: who is slow to leave the first round is caught in the second.</summary>
internal static class BarrierReuse
{
    public static readonly PlantedBug Bug = new("a barrier used again", 3, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        var gate = new object();
        var (arrived, round) = (0, 0);
        return Task.WhenAll(sim.Thread(Rounds), sim.Thread(Rounds));

        void Rounds()
        {
            for (var i = 0; i < 2; i++)
                SignalAndWait();
        }

        void SignalAndWait()
        {
            using (SimMonitor.Scope(gate))
            {
                var mine = round;
                if (++arrived == 2)
                {
                    (arrived, round) = (0, round + 1);
                    SimMonitor.PulseAll(gate);
                    return;
                }
                if (planted)
                {
                    while (arrived != 0)
                        SimMonitor.Wait(gate);
                }
                else
                {
                    while (round == mine)
                        SimMonitor.Wait(gate);
                }
            }
        }
    }
}
