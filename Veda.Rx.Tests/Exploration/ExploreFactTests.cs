using Veda.Rx.Benchmarks.Bugs;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Exploration;

/// <summary>Tests of xunit that are explored.</summary>
public sealed class ExploreFactTests : IAsyncLifetime
{
    private readonly List<string> _ended = [];
    private bool _begun;

    [Explore(300)]
    public Task The_correct_twin_of_a_lost_update(SimContext sim) => LostUpdate.Bug.Right(sim);

    [Explore(300)]
    public static Task The_correct_twin_of_a_missing_fence_as_a_static_method(SimContext sim) => MissingFence.Bug.Right(sim);

    [Explore(200, Seed = 7, Workers = 2)]
    public async Task Two_streams_at_the_same_time_keep_their_order(SimContext sim)
    {
        Assert.True(_begun);
        Assert.Empty(_ended);   // the class is another one in each execution
        var numbers = VedaStream.Range(0, 40).On(sim.Scheduler).WithBatch(1, 4);
        await Task.WhenAll(sim.Run(() => Read("one", x => x)), sim.Run(() => Read("two", x => -x)));
        Assert.Equal(2, _ended.Count);

        async Task Read(string name, Func<int, int> map)
        {
            Assert.Equal(Enumerable.Range(0, 40).Select(map), await numbers.Map(map).ToList());
            _ended.Add(name);
        }
    }

    [Explore(50, Time = 60_000, MaxSteps = 5_000)]
    public async Task Timers_are_on_virtual_time(SimContext sim)
    {
        var began = sim.Time.GetUtcNow();
        await Task.WhenAll(Enumerable.Range(1, 5).Select(hours => Task.Delay(TimeSpan.FromHours(hours), sim.Time)));
        Assert.Equal(TimeSpan.FromHours(5), sim.Time.GetUtcNow() - began);
    }

    public async ValueTask InitializeAsync()
    {
        await Task.Yield();   // comes back within the execution
        _begun = true;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
