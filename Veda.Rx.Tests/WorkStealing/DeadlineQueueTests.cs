using Veda.Rx.Tests.Races;
using Veda.Rx.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>What leaves the queue next, by deadline or by age, against a list that is searched.</summary>
public class DeadlineQueueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000)]
    public void It_gives_what_a_search_of_all_would_give(int deadlines)
    {
        var random = new Random(deadlines);
        var queue = new DeadlineQueue();
        var all = new List<(long Deadline, int Number)>();
        for (var step = 0; step < 20_000; step++)
        {
            // Grows to some hundreds and shrinks to nothing, again and again.
            if (random.Next(100) < (step / 500 % 2 == 0 ? 70 : 30))
            {
                var deadline = random.Next(deadlines);
                all.Add((deadline, step));
                queue.Add(new TestItem(step), deadline);
            }
            else if (random.Next(4) == 0)
            {
                Check(all.DefaultIfEmpty().MinBy(entry => entry.Number), queue.TakeOldest());
            }
            else
            {
                Check(all.DefaultIfEmpty().Min(), queue.TakeEarliest());
            }
            Assert.Equal(all.Count == 0, queue.IsEmpty);
        }

        void Check((long, int Number) expected, IThreadPoolWorkItem? taken)
        {
            Assert.Equal(all.Count > 0 ? expected.Number : null, (taken as TestItem)?.Number);
            all.Remove(expected);
        }
    }

    [Fact]
    public void It_keeps_nothing_alive_that_has_left()
    {
        var queue = new DeadlineQueue();
        var taken = PassThrough(queue);
        GC.Collect();
        Assert.False(taken.TryGetTarget(out _));
        GC.KeepAlive(queue);

        static WeakReference<object> PassThrough(DeadlineQueue queue)
        {
            var item = new TestItem(1);
            queue.Add(item, 1);
            Assert.Same(item, queue.TakeEarliest());
            return new WeakReference<object>(item);
        }
    }

    [Fact]
    public void Threads_that_add_and_take_lose_none_and_double_none()
    {
        const int each = 5_000;
        var queue = new DeadlineQueue();
        var taken = new int[4 * each];
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, adder =>
        {
            for (var i = 0; i < each; i++)
            {
                queue.Add(new TestItem(adder * each + i), i % 7);
                Note(i % 2 == 0 ? queue.TakeEarliest() : queue.TakeOldest());
            }
        });
        while (queue.TakeEarliest() is { } item)
            Note(item);
        Assert.All(taken, times => Assert.Equal(1, times));

        void Note(IThreadPoolWorkItem? item)
        {
            if (item is TestItem { Number: var number })
                Interlocked.Increment(ref taken[number]);
        }
    }
}
