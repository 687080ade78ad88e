using Veda.Rx.Internal;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>
/// The real ring between two segments with the merge that fills it and the participants that empty it: elements come once, in
/// order, then the end, and the two sides never wait for each other.
/// </summary>
public class HandOverExploration
{
    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(2, 3, 2)]
    public void Elements_come_once_in_order_and_then_the_end(int capacity, int elements, int preemptions) =>
        Scenario.Holds(preemptions, () => Create<SimSync>(capacity, elements));

    [Theory(Explicit = true)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [Trait("Category", "Long")]
    public void Elements_come_once_in_order_and_then_the_end_within_three_preemptions(int capacity, int elements) =>
        Scenario.Holds(3, () => Create<SimSync>(capacity, elements));

    [Fact]
    public void Exploration_finds_both_sides_waiting_when_giving_room_back_overtakes_the_store_to_the_head() =>
        WindowExploration.Finds("unread", () => Create<SimSyncWithOvertakingAdd>(1, 2));

    [Fact]
    public void Exploration_finds_both_sides_waiting_when_the_drainer_does_not_look_again() =>
        WindowExploration.Finds("unread", () => Create<SimSyncWithForgetfulDecrease>(1, 2));

    [Fact]
    public void Exploration_finds_the_reader_that_retires_over_elements_when_signals_do_not_raise_the_epoch() =>
        WindowExploration.Finds("unread", () => Create<SimSyncWithoutEpoch>(2, 2));

    private static Scenario Create<TSync>(int capacity, int elements) where TSync : struct, ISync
    {
        var pool = new SimPool(1);
        var joined = new SimHandOver<TSync>(pool.Enqueue, capacity, elements);
        return new Scenario([joined.Post, .. pool.Workers], joined.AtRest);
    }
}
