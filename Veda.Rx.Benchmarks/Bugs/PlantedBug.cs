using Veda.Rx.Testing;

namespace Veda.Rx.Benchmarks.Bugs;

/// <summary>A small program with one concurrency bug, and the same program without it.</summary>
/// <param name="Name">What kind of bug.</param>
/// <param name="Depth">How many orderings of steps have to come together for it to show.</param>
/// <param name="Body">The program; with the bug if told so.</param>
internal sealed record PlantedBug(string Name, int Depth, Func<SimContext, bool, Task> Body)
{
    public Func<SimContext, Task> Wrong => sim => Body(sim, true);

    public Func<SimContext, Task> Right => sim => Body(sim, false);

    /// <summary>Throws unless something holds.</summary>
    public static void Require(bool holds, string what)
    {
        if (!holds)
            throw new BrokenException(what);
    }
}
