using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>Two transfers in opposite directions take the locks of both accounts, each its own first.</summary>
internal static class LockOrder
{
    public static readonly PlantedBug Bug = new("lock order", 2, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        SimLock one = new("one"), two = new("two");
        return Task.WhenAll(sim.Thread(() => Transfer(one, two)), sim.Thread(() => Transfer(two, one)));

        void Transfer(SimLock from, SimLock to)
        {
            var (first, second) = planted || from == one ? (from, to) : (to, from);
            using (first.EnterScope())
            using (second.EnterScope())
            {
                sim.Point("accounts", Access.Write);
            }
        }
    }
}
