using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A worker stops when it is told to and the queue is empty; a putter looks whether it has been told, and puts.</summary>
internal static class LateItem
{
    public static readonly PlantedBug Bug = new("an item behind the end", 2, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        var gate = new SimLock("gate");
        var items = new Queue<int>();
        var (stopped, accepted, done) = (false, 0, 0);
        await Task.WhenAll(sim.Thread(Put), sim.Thread(Stop));
        PlantedBug.Require(accepted == done, $"{accepted} accepted, {done} done");

        void Put()
        {
            if (!planted)
                gate.Enter();
            sim.Point("stopped", Access.Read);
            if (!stopped)
            {
                sim.Point("items", Access.Write);
                items.Enqueue(1);
                accepted++;
            }
            if (!planted)
                gate.Exit();
        }

        void Stop()
        {
            using (gate.EnterScope())
            {
                sim.Point("stopped", Access.Write);
                stopped = true;
            }
            sim.Point("items", Access.Write);
            while (items.TryDequeue(out _))
                done++;
        }
    }
}
