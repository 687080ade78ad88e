using Xunit;

namespace Veda.Rx.Tests.Operators;

public sealed class SearchTests
{
    [Theory, MemberData(nameof(Inputs.AllSizes), MemberType = typeof(Inputs))]
    public void Searches_are_linqs(int size)
    {
        var items = Inputs.Numbers(size);
        Inputs.SameAsLinq(items, x => x.Any(), s => s.Any());
        Inputs.SameAsLinq(items, x => x.First(), s => s.First());
        Inputs.SameAsLinq(items, x => x.Last(), s => s.Last());
        Inputs.SameAsLinq(items, x => x.Single(), s => s.Single());
        Inputs.SameAsLinq(items, x => x.FirstOrDefault(), s => s.FirstOrDefault());
        Inputs.SameAsLinq(items, x => x.FirstOrDefault(-7), s => s.FirstOrDefault(-7));
        Inputs.SameAsLinq(items, x => x.LastOrDefault(-7), s => s.LastOrDefault(-7));
        Inputs.SameAsLinq(items, x => x.SingleOrDefault(-7), s => s.SingleOrDefault(-7));
        foreach (var sought in (int[])[2000, 0, -999, 500, items.LastOrDefault(), items.FirstOrDefault()])
        {
            Inputs.SameAsLinq(items, x => x.Any(y => y == sought), s => s.Any(y => y == sought));
            Inputs.SameAsLinq(items, x => x.All(y => y != sought), s => s.All(y => y != sought));
            Inputs.SameAsLinq(items, x => x.Contains(sought), s => s.Contains(sought));
            Inputs.SameAsLinq(items, x => x.First(y => y == sought), s => s.First(y => y == sought));
            Inputs.SameAsLinq(items, x => x.Last(y => y >= sought), s => s.Last(y => y >= sought));
            Inputs.SameAsLinq(items, x => x.Single(y => y == sought), s => s.Single(y => y == sought));
            Inputs.SameAsLinq(items, x => x.FirstOrDefault(y => y == sought, 3), s => s.FirstOrDefault(y => y == sought, 3));
            Inputs.SameAsLinq(items, x => x.LastOrDefault(y => y == sought), s => s.LastOrDefault(y => y == sought));
            Inputs.SameAsLinq(items, x => x.SingleOrDefault(y => y == sought), s => s.SingleOrDefault(y => y == sought));
        }
    }

    [Fact]
    public void Contains_uses_the_comparer()
    {
        var words = new[] { "a", "B" }.ToVeda();
        Assert.False(words.Contains("b").Wait());
        Assert.True(words.Contains("b", StringComparer.OrdinalIgnoreCase).Wait());
    }

    [Fact]
    public void Results_that_are_decided_end_an_infinite_source()
    {
        var naturals = Naturals().ToVeda();
        Assert.True(naturals.Any().Wait());
        Assert.True(naturals.Any(x => x == 12_345).Wait());
        Assert.False(naturals.All(x => x < 12_345).Wait());
        Assert.True(naturals.Contains(777).Wait());
        Assert.Equal(0, naturals.First().Wait());
        Assert.Equal(70_000, naturals.First(x => x >= 70_000).Wait());
        Assert.Equal(1, naturals.Filter(x => x % 2 == 1).FirstOrDefault().Wait());
        Assert.Throws<InvalidOperationException>(() => naturals.Single().Wait());
        Assert.Throws<InvalidOperationException>(() => naturals.Single(x => x % 1000 == 999).Wait());

        static IEnumerable<int> Naturals()
        {
            for (var i = 0; ; i++)
                yield return i;
        }
    }

    [Fact]
    public void The_source_is_disposed_when_the_result_is_decided()
    {
        var disposed = 0;
        Assert.Equal(3, Tracked().ToVeda().First(x => x == 3).Wait());
        Assert.Equal(1, Volatile.Read(ref disposed));

        IEnumerable<int> Tracked()
        {
            try
            {
                for (var i = 0; ; i++)
                    yield return i;
            }
            finally
            {
                Interlocked.Increment(ref disposed);
            }
        }
    }

    [Theory, InlineData(5), InlineData(1500), InlineData(4999)]
    public void A_result_before_an_error_wins_and_one_behind_it_loses(int at)
    {
        foreach (var stream in Inputs.Streams(Enumerable.Range(0, 6000).ToArray()))
        {
            var failing = stream.Map(x => x == at + 1 ? throw new DivideByZeroException() : x);
            Assert.Equal(at, failing.First(x => x == at).Wait());
            Assert.True(failing.Any(x => x == at).Wait());
            Assert.False(failing.All(x => x != at).Wait());
            Assert.Throws<DivideByZeroException>(() => failing.First(x => x == at + 2).Wait());
            Assert.Throws<DivideByZeroException>(() => failing.Any(x => x > at).Wait());
            Assert.Throws<DivideByZeroException>(() => failing.Last().Wait());
            Assert.Throws<InvalidOperationException>(() => failing.Single(x => x >= at - 1).Wait());
            Assert.Equal(at, stream.First(x => x >= at ? true : x > at ? throw new DivideByZeroException() : false).Wait());
        }
    }
}
