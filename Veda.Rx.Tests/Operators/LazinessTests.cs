using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>What is not needed is not read, not worked on and not begun.</summary>
public sealed class LazinessTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(1500)]
    public void Take_at_a_source_pulls_exactly_what_it_keeps(int count)
    {
        var moved = 0;
        var mapped = 0;
        var stream = Counting(() => moved++).ToVeda().Map(x => Interlocked.Increment(ref mapped)).Inspect(_ => { }).Take(count);

        Assert.Equal(count, stream.ToList().Wait().Count);

        Assert.Equal(count, moved);
        Assert.Equal(count, mapped);
    }

    [Fact]
    public void Take_behind_Skip_pulls_exactly_both()
    {
        var moved = 0;
        Assert.Equal([10, 11], Counting(() => moved++).ToVeda().Map(x => x).Skip(10).Take(2).ToList().Wait());
        Assert.Equal(12, moved);
    }

    [Fact]
    public void Take_of_nothing_does_not_touch_the_source()
    {
        var asked = false;
        Assert.Empty(Counting(() => asked = true).ToVeda().Filter(_ => true).Take(0).ToList().Wait());
        Assert.False(asked);
    }

    [Fact]
    public void Take_never_meets_what_fails_behind_it() =>
        Assert.Equal(Enumerable.Range(0, 5), VedaStream.Range(0, 5000).Map(Against.FailAt(5)).Take(5).ToList().Wait());

    [Fact]
    public void Take_behind_a_filter_ends_an_infinite_source() =>
        Assert.Equal(7, Counting(() => { }).ToVeda().Filter(x => x % 3 == 0).Take(7).ToList().Wait().Count);

    [Fact]
    public void A_scan_is_not_called_beyond_a_take_behind_it()
    {
        var calls = 0;
        Assert.Equal(5, VedaStream.Range(0, 5000).Scan(0, (a, b) => ++calls).Take(5).ToList().Wait().Count);
        Assert.Equal(5, calls);
    }

    [Fact]
    public void Skip_at_a_source_leaves_the_skipped_elements_alone()
    {
        var seen = new List<int>();
        var stream = VedaStream.Range(0, 3000).Skip(2000).Inspect(x => { lock (seen) seen.Add(x); });
        Assert.Equal(Enumerable.Range(2000, 1000), stream.ToList().Wait());
        Assert.Equal(Enumerable.Range(2000, 1000), seen.Order());
    }

    [Fact]
    public void Concat_begins_the_second_stream_only_behind_the_first()
    {
        var begun = false;
        IEnumerable<int> Second()
        {
            begun = true;
            yield return 1;
        }

        Assert.Equal([0, 0], VedaStream.Repeat(0, 5).Map(x => begun ? 1 : x).Concat(Second().ToVeda()).Take(2).ToList().Wait());
        Assert.False(begun);
        Assert.Throws<InvalidDataException>(() => VedaStream.Throw<int>(new InvalidDataException()).Concat(Second().ToVeda()).ToList().Wait());
        Assert.False(begun);
    }

    [Fact]
    public void Enumerators_are_disposed_once()
    {
        var (first, second) = (new Disposals(), new Disposals());
        Assert.Equal(3, first.Sequence().ToVeda().Zip(second.Sequence().ToVeda()).Take(3).ToList().Wait().Count);
        Assert.Equal((1, 1), (first.Count, second.Count));
        Assert.Equal(200, first.Sequence().Take(100).ToVeda().Concat(second.Sequence().ToVeda()).Take(200).ToList().Wait().Count);
        Assert.Equal((2, 2), (first.Count, second.Count));
    }

    private static IEnumerable<int> Counting(Action moved)
    {
        for (var i = 0; ; i++)
        {
            moved();
            yield return i;
        }
    }

    private sealed class Disposals
    {
        public int Count { get; private set; }

        public IEnumerable<int> Sequence()
        {
            try
            {
                while (true)
                    yield return 0;
            }
            finally
            {
                Count++;
            }
        }
    }
}
