using FsCheck.Xunit;
using Xunit;

namespace Veda.Rx.Tests.Operators;

public sealed class GroupTests
{
    [Theory, MemberData(nameof(Inputs.AllSizes), MemberType = typeof(Inputs))]
    public void Grouping_is_linqs_in_order_of_first_occurrence(int size)
    {
        var items = Inputs.Numbers(size);
        Inputs.SameAsLinq(items, x => x.CountBy(y => y).ToArray(), s => s.CountBy(y => y).ToArray());
        Inputs.SameAsLinq(items, x => x.CountBy(y => y / 500).ToArray(), s => s.CountBy(y => y / 500).ToArray());
        Inputs.SameAsLinq(items, x => x.Where(y => y % 2 == 0).CountBy(y => y.ToString()).ToArray(), s => s.Filter(y => y % 2 == 0).CountBy(y => y.ToString()).ToArray());
        Inputs.SameAsLinq(items, x => x.AggregateBy(y => y % 7, 1, (a, y) => a * 31 + y).ToArray(), s => s.AggregateBy(y => y % 7, 1, (a, y) => a * 31 + y).ToArray());
        Inputs.SameAsLinq(items, x => x.AggregateBy(y => y % 7, k => k, (a, y) => a * 31 + y).ToArray(), s => s.AggregateBy(y => y % 7, k => k, (a, y) => a * 31 + y).ToArray());
    }

    [Fact]
    public void Keys_compare_as_asked()
    {
        var words = new[] { "b", "a", "B", "A", "b" };
        Inputs.SameAsLinq(words, x => x.CountBy(y => y, StringComparer.OrdinalIgnoreCase).ToArray(), s => s.CountBy(y => y, StringComparer.OrdinalIgnoreCase).ToArray());
        Inputs.SameAsLinq(words, x => x.AggregateBy(y => y, "", string.Concat, StringComparer.OrdinalIgnoreCase).ToArray(),
            s => s.AggregateBy(y => y, "", string.Concat, StringComparer.OrdinalIgnoreCase).ToArray());
        Assert.Throws<ArgumentNullException>(() => words.ToVeda().CountBy(y => y == "a" ? null! : y).ToList().Wait());
        Assert.Throws<ArgumentNullException>(() => words.ToVeda().AggregateBy(y => y == "a" ? null! : y, 0, (a, _) => a).ToList().Wait());
    }

    [Fact]
    public void Of_equal_keys_the_first_in_the_stream_counts_whichever_batch_was_earlier_at_work()
    {
        var (late, early) = (new KeyCounts<string>(StringComparer.OrdinalIgnoreCase), new KeyCounts<string>(StringComparer.OrdinalIgnoreCase));
        Add(late, 7, "A", "b");
        Add(late, 2, "a", "B");
        Assert.Equal([new("a", 2), new("B", 2)], late.InOrder());
        Add(early, 1, "b");
        late.Add(early);
        Assert.Equal([new("b", 3), new("a", 2)], late.InOrder());

        static void Add(KeyCounts<string> counts, long position, params ReadOnlySpan<string> keys)
        {
            var ordinal = counts.OrdinalAt(position);
            foreach (var key in keys)
                counts.Add(key, position, ordinal++);
            counts.Ended(position, ordinal);
        }
    }

    [Fact]
    public void Other_operators_follow()
    {
        var items = Inputs.Numbers(20_000);
        var expected = items.CountBy(x => x % 100).Where(x => x.Value % 2 == 0).Select(x => x.Key).CountBy(x => x > 0).Select(x => (x.Key, x.Value)).ToList();
        foreach (var stream in Inputs.Streams(items))
        {
            var single = stream.CountBy(x => x % 100).Filter(x => x.Value % 2 == 0).Map(x => x.Key).CountBy(x => x > 0).Map(x => (x.Key, x.Value)).ToList();
            Assert.Equal(expected, single.Wait());
            Assert.Equal(expected, single.Wait());
        }
    }

    [Fact]
    public async Task Observers_and_tasks_get_the_groups_too()
    {
        var counts = Enumerable.Range(0, 5000).ToArray().ToVeda().CountBy(x => x % 3);
        Assert.Equal(5000, await counts.Sum(x => x.Value).AsTask(TestContext.Current.CancellationToken));
        var done = new TaskCompletionSource<int>();
        var seen = 0;
        using var subscription = counts.Subscribe(System.Reactive.Observer.Create<KeyValuePair<int, int>>(
            x => seen += x.Value, error => done.SetException(error), () => done.SetResult(seen)));
        Assert.Equal(5000, await done.Task);
    }

    [Fact]
    public void An_error_leaves_no_groups()
    {
        foreach (var stream in Inputs.Streams(Enumerable.Range(0, 5000).ToArray()))
        {
            var failing = stream.Map(x => x >= 2500 ? throw new InvalidOperationException(x.ToString()) : x);
            Assert.Equal("2500", Assert.Throws<InvalidOperationException>(() => failing.AggregateBy(x => x % 2, 0, (a, _) => a).ForEach(_ => Assert.Fail("a group")).Wait()).Message);
            Assert.Throws<InvalidOperationException>(() => failing.CountBy(x => x % 2).ForEach(_ => Assert.Fail("a group")).Wait());
            Assert.Throws<InvalidOperationException>(() => failing.TopN(3).ForEach(_ => Assert.Fail("an element")).Wait());
        }
    }

    [Fact]
    public void Cancellation_ends_the_stream_before()
    {
        using var cancellation = new CancellationTokenSource();
        var endless = Endless().ToVeda().CountBy(x => x).ToList();
        Assert.ThrowsAny<OperationCanceledException>(() => endless.Wait(cancellation.Token));

        IEnumerable<int> Endless()
        {
            for (var i = 0; ; i++)
            {
                if (i == 5000)
                    cancellation.Cancel();
                yield return i % 10;
            }
        }
    }

    [Property(MaxTest = 200)]
    public void The_largest_are_those_of_a_stable_sort(int[] items, int count)
    {
        var places = items.Select((value, i) => (Value: value % 4, i)).ToArray();
        Inputs.SameAsLinq(places, x => x.OrderByDescending(y => y.Value).Take(count).ToArray(), s => s.TopN(count, y => y.Value).ToArray());
        Inputs.SameAsLinq(items, x => x.OrderDescending().Take(3).ToArray(), s => s.TopN(3).ToArray());
    }

    [Theory, MemberData(nameof(Inputs.AllSizes), MemberType = typeof(Inputs))]
    public void The_largest_of_many(int size)
    {
        var places = Inputs.Numbers(size).Select((value, i) => (Value: value % 40, i)).ToArray();
        foreach (var count in (int[])[-1, 0, 1, 10, 3000])
        {
            Inputs.SameAsLinq(places, x => x.OrderByDescending(y => y.Value).Take(count).ToArray(), s => s.TopN(count, y => y.Value).ToArray());
            Inputs.SameAsLinq(places, x => x.OrderBy(y => y.Value).Take(count).ToArray(), s => s.TopN(count, y => y.Value, Backwards).ToArray());
        }
    }

    private static IComparer<int> Backwards { get; } = Comparer<int>.Create((x, y) => y.CompareTo(x));
}
