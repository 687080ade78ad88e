using System.Runtime.CompilerServices;
using Veda.Rx.Internal;
using Veda.Rx.Merging;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>
/// The real merge with its reorder window: lanes posted by several threads, in any order, are delivered once each, in order,
/// and none is left behind.
/// </summary>
public class WindowExploration
{
    [Theory]
    [InlineData(2, "0 1", "2")]
    [InlineData(3, "0 2", "1")]
    [InlineData(2, "1 0", "2")]
    [InlineData(2, "2 1", "0")]
    public void Lanes_are_delivered_once_each_and_in_order(int preemptions, params string[] posters) =>
        Scenario.Holds(preemptions, () => Create<SimSync>(ordered: true, posters));

    [Theory(Explicit = true)]
    [InlineData("0 1", "2")]
    [InlineData("1 0", "2")]
    [InlineData("2 1", "0")]
    [InlineData("0", "1", "2")]
    [Trait("Category", "Long")]
    public void Lanes_are_delivered_once_each_and_in_order_within_three_preemptions(params string[] posters) =>
        Scenario.Holds(3, () => Create<SimSync>(ordered: true, posters));

    [Fact]
    public void Unordered_lanes_are_delivered_once_each() =>
        Scenario.Holds(2, () => Create<SimSync>(ordered: false, "0 1", "2"));

    [Theory(Explicit = true)]
    [InlineData("0 1", "2")]
    [InlineData("0", "1", "2")]
    [Trait("Category", "Long")]
    public void Unordered_lanes_are_delivered_once_each_within_three_preemptions(params string[] posters) =>
        Scenario.Holds(3, () => Create<SimSync>(ordered: false, posters));

    [Fact]
    public void A_cancelled_merge_gives_every_lane_back_and_delivers_nothing_after_the_end() =>
        Scenario.Holds(2, () =>
        {
            var probe = new MergeProbe(batchWindow: 2);
            var merge = new Merge<SimSync>(probe, probe, ordered: true);
            return new Scenario([.. Posters(merge, "0", "1"), () => merge.Cancel(null)], () => probe.Verdict(2, whole: false));
        });

    [Fact]
    public void A_consumer_that_had_no_room_is_served_when_it_has() => Scenario.Holds(3, () => CreateNarrow<SimSync>());

    [Fact]
    public void Exploration_finds_the_stranded_lane_when_the_drainer_does_not_look_again() =>
        Finds("stranded", () => Create<SimSyncWithForgetfulDecrease>(ordered: true, "0 1", "2"));

    [Fact]
    public void Exploration_finds_the_stranded_lane_when_asking_for_delivery_overtakes_the_put() =>
        Finds("stranded", () => Create<SimSyncWithOvertakingAdd>(ordered: true, "1 0", "2"));

    [Fact]
    public void Exploration_finds_two_drainers_at_once() =>
        Finds("", () => Create<SimSyncWithBlindSwap>(ordered: true, "0 1", "2"));

    [Fact]
    public void Exploration_finds_the_consumer_that_is_not_served_when_the_drainer_does_not_look_again() =>
        Finds("stranded", () => CreateNarrow<SimSyncWithForgetfulDecrease>());

    internal static void Finds(string what, Func<Scenario> create, [CallerMemberName] string test = "")
    {
        var seen = Scenario.Explore(2, create, test: test);

        Assert.False(seen.Failure is null, "the mutation was not found: " + seen);
        Assert.Contains(what, seen.Failure.Error.Message, StringComparison.Ordinal);
    }

    private static Scenario Create<TSync>(bool ordered, params string[] posters) where TSync : struct, ISync
    {
        var lanes = posters.Sum(p => p.Split(' ').Length);
        var probe = new MergeProbe(batchWindow: lanes);
        var merge = new Merge<TSync>(probe, probe, ordered);
        return new Scenario(Posters(merge, posters), () => probe.Verdict(lanes, ordered));
    }

    /// <summary>One lane at a time has room; the other thread makes room for the next.</summary>
    private static Scenario CreateNarrow<TSync>() where TSync : struct, ISync
    {
        var probe = new NarrowProbe<TSync>(batchWindow: 2);
        var merge = new Merge<TSync>(probe, probe, ordered: true);
        return new Scenario([.. Posters(merge, "0 1"), () =>
        {
            for (var i = 1; i <= 2; i++)
            {
                probe.Allow(i);
                merge.Pump();
            }
        }], () => probe.Verdict(2));
    }

    /// <summary>All batches are claimed and the source has ended; what is left is to post them.</summary>
    private static Action[] Posters<TSync>(Merge<TSync> merge, params string[] posters) where TSync : struct, ISync
    {
        var lanes = posters.SelectMany(p => p.Split(' ')).Select(int.Parse).Order()
            .Select(name => new SimLane(name) { Number = merge.Admit(1) }).ToArray();
        merge.Seal();
        return [.. posters.Select(p => (Action)(() =>
        {
            foreach (var name in p.Split(' ').Select(int.Parse))
                merge.Post(lanes[name]);
        }))];
    }
}
