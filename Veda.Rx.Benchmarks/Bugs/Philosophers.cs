using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>Three philosophers take the fork on their left, then the one on their right.</summary>
internal static class Philosophers
{
    private const int Seats = 3;

    public static readonly PlantedBug Bug = new("dining philosophers", 3, Run);

    private static Task Run(SimContext sim, bool planted)
    {
        var forks = Enumerable.Range(0, Seats).Select(i => new SimLock($"fork {i}")).ToArray();
        return Task.WhenAll(Enumerable.Range(0, Seats).Select(i => sim.Thread(() => Dine(i), $"philosopher {i}")));

        void Dine(int seat)
        {
            var (left, right) = (seat, (seat + 1) % Seats);
            var (first, second) = planted || left < right ? (left, right) : (right, left);
            using (forks[first].EnterScope())
            using (forks[second].EnterScope())
            {
                sim.Point("rice", Access.Read);
            }
        }
    }
}
