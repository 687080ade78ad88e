using Veda.Rx.Benchmarks.Bugs;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

#pragma warning disable xUnit1000 // run by ExploreFactRunTests, not by the runner: most of them fail
/// <summary>Tests of which each ends in its own way.</summary>
internal sealed class Explored : IDisposable
{
    /// <summary>How many there have been, and how many of them were disposed of.</summary>
    [ThreadStatic]
    private static (int Made, int Disposed) t_count;

    private readonly int _number = ++t_count.Made;

    public static (int Made, int Disposed) Count
    {
        get => t_count;
        set => t_count = value;
    }

    [Explore]
    public static Task Fails(SimContext sim) => LostUpdate.Bug.Wrong(sim);

    [Explore(20, Seed = 5)]
    public Task Passes(SimContext sim) => sim.Run(async () =>
    {
        await Task.Yield();
        Assert.Equal(_number, t_count.Made);
    });

    [Explore(20)]
    public static async Task Skips(SimContext sim)
    {
        await sim.Run(async () => await Task.Yield());
        Assert.Skip("not here");
    }

    [Explore(20, Skip = "never")]
    public static Task Skipped(SimContext sim) => throw new InvalidOperationException();

    [Explore(20, Explicit = true)]
    public static Task OnDemand(SimContext sim) => throw new InvalidOperationException();

    [Explore(0)]
    public static Task NotOnce(SimContext sim) => Task.CompletedTask;

    [Explore(20, Time = -1)]
    public static Task NoTime(SimContext sim) => Task.CompletedTask;

    [Explore]
    public static void NoTask(SimContext sim)
    {
    }

    [Explore]
    public static Task NoContext() => Task.CompletedTask;

    [Explore]
    public static Task TooMuch(SimContext sim, int number) => Task.FromResult(number);

    public void Dispose() => t_count.Disposed++;
}
