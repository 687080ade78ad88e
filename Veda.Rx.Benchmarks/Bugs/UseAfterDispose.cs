using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A reader looks whether a resource is there, and uses it after another one has disposed of it.</summary>
internal static class UseAfterDispose
{
    public static readonly PlantedBug Bug = new("use after dispose", 2, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        var gate = new SimLock("gate");
        var disposed = false;
        return Task.WhenAll(sim.Thread(Use), sim.Thread(Dispose));

        void Use()
        {
            if (!planted)
                gate.Enter();
            sim.Point("resource", Access.Read);
            if (!disposed)
            {
                sim.Point("resource", Access.Read);
                PlantedBug.Require(!disposed, "the resource is used after it was disposed");
            }
            if (!planted)
                gate.Exit();
        }

        void Dispose()
        {
            using (gate.EnterScope())
            {
                sim.Point("resource", Access.Write);
                disposed = true;
            }
        }
    }
}
