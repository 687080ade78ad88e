using Veda.Rx.Internal;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>The real free list: nobody gets what another one has, and whoever closes it or adds to it last leaves nothing there.</summary>
public class FreeListExploration
{
    /// <summary>A letter each: a gives an object back, the thread's own or one it took; t takes one. Threads share a place, or have one each.</summary>
    [Theory]
    [InlineData(0, "aat", "ata")]
    [InlineData(1, "aat", "tta")]
    [InlineData(3, "ta", "tat")]
    public void An_object_has_one_user_and_is_not_lost(int before, params string[] programs)
    {
        Holds(3, () => Using<SimSync>(before, programs));
        Holds(3, () => Using<SimSyncOnOnePlace>(before, programs));
    }

    [Fact]
    public void Exploration_finds_two_users_when_taking_is_not_one_step() =>
        Finds("has two users", () => Using<SimSyncWithLazyTaking>(1, ["ta", "ta"]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Nothing_is_left_by_who_closes_and_who_adds(int objects) => Holds(2, () => Closing<SimSync>(objects));

    [Fact]
    public void Exploration_finds_what_is_left_when_the_fence_between_closing_and_looking_is_missing() =>
        Finds("is left", () => Closing<SimSyncWithoutFence>(1));

    /// <summary>All interleavings at the points: what happens under the list's lock is none, and so declares nothing.</summary>
    private static void Holds(int preemptions, Func<Scenario> create) =>
        Scenario.Holds(preemptions, create, reduces: false);

    private static void Finds(string what, Func<Scenario> create)
    {
        var seen = Scenario.Explore(2, create, reduces: false);

        Assert.Contains(what, seen.Failure?.Error.Message, StringComparison.Ordinal);
    }

    private static Scenario Using<TSync>(int before, string[] programs) where TSync : struct, ISync
    {
        var list = new Listed<TSync>();
        var made = before;
        for (var i = 0; i < before; i++)
            list.Add(new Item());
        return new Scenario([.. programs.Select(program => (Action)(() =>
        {
            var held = new Stack<Item>();
            foreach (var operation in program)
            {
                if (operation == 't')
                {
                    if (list.Take() is { } taken)
                        held.Push(taken);
                }
                else
                {
                    if (held.Count == 0)
                        made++;
                    list.Add(held.TryPop(out var item) ? item : new Item());
                }
            }
            list.Kept += held.Count;
        }))], () =>
        {
            var left = list.Drain();
            return left + list.Kept == made ? null : $"{left} of {made} are there, and {list.Kept} were kept";
        });
    }

    /// <summary>As a run does with its lanes: one closes it and gives back what is there, others add, and do the same if it is closed by then.</summary>
    private static Scenario Closing<TSync>(int objects) where TSync : struct, ISync
    {
        var list = new Listed<TSync>();
        return new Scenario([list.Close, .. Enumerable.Range(0, objects).Select(_ => (Action)(() =>
        {
            list.Add(new Item());
            if (list.IsClosed)
                list.Drain();
        }))], () => list.Drain() is 0 ? null : "something is left");
    }

    private sealed class Item
    {
        public bool IsUsed { get; set; } = true;
    }

    private sealed class Listed<TSync> where TSync : struct, ISync
    {
        private FreeList<Item, TSync> _list;
        private bool _closed;   // written by who closes

        /// <summary>Objects that a thread has kept.</summary>
        public int Kept { get; set; }

        public bool IsClosed => TSync.Load(this, ref _closed);

        public void Close()
        {
            TSync.Store(this, ref _closed, true);
            TSync.Fence();
            Drain();
        }

        public void Add(Item item)
        {
            item.IsUsed = false;
            _list.Add(this, item);
        }

        public Item? Take()
        {
            if (_list.Take(this) is not { } item)
                return null;
            if (item.IsUsed)
                throw new InvalidOperationException("an object has two users");
            item.IsUsed = true;
            return item;
        }

        public int Drain()
        {
            var count = 0;
            while (Take() is not null)
                count++;
            return count;
        }
    }
}
