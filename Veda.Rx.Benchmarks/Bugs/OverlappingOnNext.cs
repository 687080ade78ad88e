using System.Reactive;
using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>Two threads call one observer, which Rx forbids; it is between two halves of a change when the second call comes.</summary>
internal static class OverlappingOnNext
{
    public static readonly PlantedBug Bug = new("overlapping OnNext", 2, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        var gate = new SimLock("gate");
        var inside = false;
        var observer = Observer.Create<int>(_ =>
        {
            PlantedBug.Require(!inside, "OnNext is called while it runs");
            inside = true;
            sim.Point("state", Access.Write);
            inside = false;
        });
        return Task.WhenAll(sim.Thread(() => Produce(1)), sim.Thread(() => Produce(2)));

        void Produce(int value)
        {
            if (planted)
            {
                sim.Point("observer", Access.Write);
                observer.OnNext(value);
                return;
            }
            using (gate.EnterScope())
                observer.OnNext(value);
        }
    }
}
