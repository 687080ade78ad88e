using System.Reactive.Subjects;
using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A view takes what there is, and subscribes to changes a little later.</summary>
internal static class MissedSubscription
{
    public static readonly PlantedBug Bug = new("events between snapshot and subscription", 1, Run);

    private static async Task Run(SimContext sim, bool planted)
    {
        var total = 0;
        var view = 0;
        using var changes = new Subject<int>();
        await Task.WhenAll(sim.Run(Watch), sim.Run(Change));
        PlantedBug.Require(view == total, $"the view shows {view} of {total}");

        async Task Watch()
        {
            if (!planted)
                changes.Subscribe(amount => view += amount);
            view += total;
            await Task.Yield();
            if (planted)
                changes.Subscribe(amount => view += amount);
        }

        async Task Change()
        {
            await Task.Yield();
            total += 5;
            changes.OnNext(5);
        }
    }
}
