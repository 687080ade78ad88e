using System.Reflection;
using Veda.Rx.Internal;
using Veda.Rx.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>The real deque under every interleaving of an owner with three operations and thieves, with store buffers.</summary>
public class DequeExploration
{
    /// <summary>Every owner program of three operations (a letter each: u push, o pop), on a deque with 0 to 2 items in it.</summary>
    public static TheoryData<string, int> Programs
    {
        get
        {
            var data = new TheoryData<string, int>();
            for (var before = 0; before <= 2; before++)
            {
                foreach (var program in new[] { "uuu", "uuo", "uou", "uoo", "ouu", "ouo", "oou", "ooo" })
                    data.Add(program, before);
            }
            return data;
        }
    }

    /// <summary>With three preemptions, or two where so much is in the deque that there are far more interleavings.</summary>
    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_item_is_taken_exactly_once_with_three_steals(string program, int before) => ThreeSteals(program, before, preemptions: before < 2 ? 3 : 2);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData("uuu")]
    [InlineData("uuo")]
    [InlineData("uou")]
    [InlineData("uoo")]
    [InlineData("ouu")]
    [InlineData("ouo")]
    [InlineData("oou")]
    [InlineData("ooo")]
    public void Every_item_is_taken_exactly_once_with_three_steals_within_three_preemptions(string program) => ThreeSteals(program, before: 2, preemptions: 3);

    private static void ThreeSteals(string program, int before, int preemptions)
    {
        var seen = Scenario.Holds(preemptions, () => Create<SimSync>(program, before, shares: false, 3));
        Assert.True(seen.Executions > 1, seen.ToString());
    }

    /// <summary>A share is 2 and 4 are many, so that the owner works its way from many items to few while a share is being taken.</summary>
    [Theory]
    [InlineData("ooo", 4, 2)]
    [InlineData("oou", 4, 2)]
    [InlineData("ouo", 4, 2)]
    [InlineData("uoo", 3, 2)]
    [InlineData("uuo", 2, 2)]
    [InlineData("ooo", 5, 1)]
    [InlineData("uoooo", 3, 1)]
    public void Every_item_is_taken_exactly_once_when_thieves_take_shares(string program, int before, int steals)
    {
        var seen = Scenario.Holds(3, () => Create<SimSync>(program, before, shares: true, steals));
        Assert.True(seen.Executions > 1, seen.ToString());
    }

    [Fact]
    public void Two_thieves_that_take_shares_and_the_owner_never_share_an_item() =>
        Scenario.Holds(2, () => Create<SimSync>("ooo", 4, shares: true, 1, 1));

    [Fact]
    public void Exploration_finds_the_share_that_the_owner_does_not_forestall()
    {
        var seen = Scenario.Explore(3, () => Create<SimSyncWithIdleOwner>("ooo", 4, shares: true, 1));

        Assert.Contains("twice", seen.Failure?.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_thieves_and_the_owner_never_share_an_item() => TwoThieves("uoo", 1);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Two_thieves_and_an_owner_whose_ring_grows_never_share_an_item() => TwoThieves("uuu", 2);

    private static void TwoThieves(string program, int before) =>
        Scenario.Holds(2, () => Create<SimSync>(program, before, shares: false, 1, 1));

    [Fact]
    public void Exploration_finds_the_item_taken_twice_when_the_fence_is_missing()
    {
        var seen = Scenario.Explore(3, () => Create<SimSyncWithoutFence>("ooo", 2, shares: false, 3));

        Assert.Contains("twice", seen.Failure?.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequential_consistency_alone_would_not_have_found_it() =>
        Scenario.Holds(3, () => Create<SimSyncWithoutFence>("ooo", 2, shares: false, 3), buffers: false);

    /// <summary>A ring of two cells, so that the third item makes it grow while thieves read.</summary>
    private static Scenario Create<TSync>(string program, int before, bool shares, params int[] steals) where TSync : struct, ISync
    {
        var deque = new ChaseLevDeque<TSync>(capacity: 2, share: 2);
        var pushed = 0;
        var taken = new List<int>();
        for (var i = 0; i < before; i++)
            deque.Push(new TestItem(pushed++));

        var owner = () =>
        {
            foreach (var operation in program)
            {
                if (operation == 'u')
                    deque.Push(new TestItem(pushed++));
                else
                    Note(deque.Pop());
            }
        };
        var owns = steals.Select(_ => new ChaseLevDeque<TSync>(capacity: 4)).ToArray();
        var thieves = steals.Select((count, thief) => (Action)(() =>
        {
            var last = -1;
            for (var i = 0; i < count; i++)
            {
                IThreadPoolWorkItem? item;
                if (shares)
                    deque.Steal(owns[thief], out item, out _);
                else
                    deque.Steal(out item);
                if (item is TestItem { Number: var number })
                    last = number > last ? number : throw new InvalidOperationException($"stole {number} after {last}");
                Note(item);
            }
        }));
        return new Scenario([owner, .. thieves], () =>
        {
            foreach (var rest in owns.Append(deque))
            {
                while (rest.Pop() is { } left)
                    Note(left);
            }
            if (taken.Count != taken.Distinct().Count())
                return $"an item was taken twice: {string.Join(' ', taken)}";
            if (taken.Count != pushed)
                return $"{pushed - taken.Count} items were lost";
            return Ring(deque).All(cell => cell is null) ? null : "the ring keeps a taken item alive";
        });

        void Note(IThreadPoolWorkItem? item)
        {
            if (item is TestItem { Number: var number })
                taken.Add(number);
        }
    }

    private static IThreadPoolWorkItem?[] Ring<TSync>(ChaseLevDeque<TSync> deque) where TSync : struct, ISync =>
        (IThreadPoolWorkItem?[])typeof(ChaseLevDeque<TSync>).GetField("_ring", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(deque)!;
}
