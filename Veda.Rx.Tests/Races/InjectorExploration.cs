using Veda.Rx.Scheduling;
using Veda.Rx.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Races;

/// <summary>The real injector under every interleaving of three operations each (a letter each: e enqueue, d dequeue, s dequeue several).</summary>
public class InjectorExploration
{
    [Theory]
    [InlineData(0, "eee", "ddd")]
    [InlineData(2, "eee", "ddd")]
    [InlineData(1, "dde", "dde")]
    public void Every_item_is_taken_exactly_once_and_in_order(int before, params string[] programs) =>
        Scenario.Holds(3, () => Create(before, programs));

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(2, "ede", "ded")]
    [InlineData(2, "ddd", "eed")]
    [InlineData(0, "eee", "eee")]
    public void Every_item_is_taken_exactly_once_by_longer_programs(int before, params string[] programs) => Every_item_is_taken_exactly_once_and_in_order(before, programs);

    [Fact]
    public void Three_threads_on_a_ring_that_wraps() =>
        Scenario.Holds(2, () => Create(2, ["d", "dd", "e"]));

    [Theory]
    [InlineData(4, "sss", "ded")]
    [InlineData(3, "se", "sd")]
    public void Taking_several_at_once_loses_none_and_doubles_none(int before, params string[] programs) =>
        Scenario.Holds(2, () => Create(before, programs));

    [Fact]
    public void An_item_that_may_be_dropped_is_in_no_share()
    {
        var injector = new Injector<SimSync>(capacity: 8);
        var deque = new ChaseLevDeque<SimSync>(capacity: 8);
        var segment = new Droppable();
        foreach (var item in new IThreadPoolWorkItem[] { new TestItem(0), new TestItem(1), segment, segment, new TestItem(2) })
            injector.Enqueue(item);
        Assert.IsType<TestItem>(injector.Dequeue(deque, oneIn: 1, out var gave));
        Assert.True(gave);
        Assert.IsType<TestItem>(deque.Pop());
        Assert.Null(deque.Pop());
        for (var i = 0; i < 2; i++)
        {
            Assert.Same(segment, injector.Dequeue(deque, oneIn: 1, out gave));
            Assert.False(gave);
        }
    }

    private sealed class Droppable : IDroppableWork
    {
        public void Execute()
        {
        }

        public void Dropped(ObjectDisposedException reason)
        {
        }
    }

    private static Scenario Create(int before, string[] programs)
    {
        var injector = new Injector<SimSync>(capacity: 2);
        var added = 0;
        var taken = new List<int>();
        for (var i = 0; i < before; i++)
            injector.Enqueue(new TestItem(added++));

        var threads = programs.Select((program, index) => (Action)(() =>
        {
            var latest = new int[programs.Length + 1];
            var own = 0;
            var deque = new ChaseLevDeque<SimSync>(capacity: 4);
            foreach (var operation in program)
            {
                if (operation == 'e')
                {
                    // The hundreds say who added it, the rest when: what one thread takes must be in the order of each adder.
                    added++;
                    injector.Enqueue(new TestItem((index + 1) * 100 + ++own));
                }
                else if (operation == 'd')
                {
                    Note(injector.Dequeue());
                }
                else
                {
                    // several: the rest comes out of the own deque, in order too
                    Note(injector.Dequeue(deque, oneIn: 2, out _));
                    while (deque.Pop() is { } more)
                        Note(more);
                }
            }

            void Note(IThreadPoolWorkItem? item)
            {
                if (item is not TestItem { Number: var number })
                    return;
                taken.Add(number);
                ref var previous = ref latest[number / 100];
                if (number < previous)
                    throw new InvalidOperationException($"took {number} after {previous}");
                previous = number;
            }
        })).ToArray();
        return new Scenario(threads, () =>
        {
            while (injector.Dequeue() is TestItem left)
                taken.Add(left.Number);
            if (taken.Count != taken.Distinct().Count())
                return $"an item was taken twice: {string.Join(' ', taken)}";
            if (taken.Count != added)
                return $"{added - taken.Count} items were lost";
            return injector.IsEmpty ? null : "an empty injector says that it is not";
        });
    }
}
