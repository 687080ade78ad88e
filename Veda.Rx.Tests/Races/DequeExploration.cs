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

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_item_is_taken_exactly_once_with_three_steals(string program, int before)
    {
        var seen = new Explorer { Preemptions = 3 }.Run(2, () => Create<SimSync>(program, before, 3));

        Assert.True(seen.Failure is null, seen.Failure);
        Assert.True(seen.Complete, seen.ToString());
        Assert.True(seen.Executions > 100, seen.ToString());
    }

    [Theory]
    [InlineData("uoo", 1)]
    [InlineData("uuu", 2)]
    public void Two_thieves_and_the_owner_never_share_an_item(string program, int before)
    {
        var seen = new Explorer { Preemptions = 2 }.Run(3, () => Create<SimSync>(program, before, 1, 1));

        Assert.True(seen.Failure is null, seen.Failure);
        Assert.True(seen.Complete, seen.ToString());
    }

    [Fact]
    public void Exploration_finds_the_item_taken_twice_when_the_fence_is_missing()
    {
        var seen = new Explorer { Preemptions = 3 }.Run(2, () => Create<SimSyncWithoutFence>("ooo", 2, 3));

        Assert.Contains("twice", seen.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequential_consistency_alone_would_not_have_found_it()
    {
        var seen = new Explorer { Preemptions = 3, Buffers = false }.Run(2, () => Create<SimSyncWithoutFence>("ooo", 2, 3));

        Assert.True(seen.Failure is null, seen.Failure);
        Assert.True(seen.Complete);
    }

    /// <summary>A ring of two cells, so that the third item makes it grow while thieves read.</summary>
    private static Scenario Create<TSync>(string program, int before, params int[] steals) where TSync : struct, ISync
    {
        var deque = new ChaseLevDeque<TSync>(capacity: 2);
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
        var thieves = steals.Select(count => (Action)(() =>
        {
            var last = -1;
            for (var i = 0; i < count; i++)
            {
                deque.Steal(out var item);
                if (item is TestItem { Number: var number })
                    last = number > last ? number : throw new InvalidOperationException($"stole {number} after {last}");
                Note(item);
            }
        }));
        return new Scenario([owner, .. thieves], () =>
        {
            while (deque.Pop() is { } left)
                Note(left);
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
