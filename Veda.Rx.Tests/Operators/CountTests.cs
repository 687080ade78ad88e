using Xunit;

namespace Veda.Rx.Tests.Operators;

public sealed class CountTests
{
    [Theory, MemberData(nameof(Inputs.AllSizes), MemberType = typeof(Inputs))]
    public void Counts_are_linqs(int size)
    {
        var items = Inputs.Numbers(size);
        Inputs.SameAsLinq(items, x => x.Count(), s => s.Count());
        Inputs.SameAsLinq(items, x => x.Count(y => y > 0), s => s.Count(y => y > 0));
        Inputs.SameAsLinq(items, x => x.LongCount(), s => s.LongCount());
        Inputs.SameAsLinq(items, x => x.LongCount(y => y > 0), s => s.LongCount(y => y > 0));
        Inputs.SameAsLinq(items, x => x.Where(y => y > 0).Count(), s => s.Filter(y => y > 0).Count());
    }

    [Fact]
    public void Counting_runs_the_stages()
    {
        var calls = 0;
        Assert.Equal(5000, Enumerable.Range(0, 5000).ToArray().ToVeda().Map(x => Interlocked.Increment(ref calls)).Count().Wait());
        Assert.Equal(5000, calls);
    }

    [Fact]
    public void For_each_calls_once_for_every_element()
    {
        foreach (var stream in Inputs.Streams(Enumerable.Range(0, 5000).ToArray()))
        {
            var calls = new int[5000];
            stream.ForEach(x => Interlocked.Increment(ref calls[x])).Wait();
            Assert.All(calls, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void For_each_knows_indices()
    {
        foreach (var stream in Inputs.Streams(Enumerable.Range(0, 5000).ToArray()))
        {
            var indices = new int[5000];
            stream.Filter(x => x % 2 == 1).ForEach((x, i) => indices[x] = i).Wait();
            Assert.Equal(Enumerable.Range(0, 2500), indices.Where((_, x) => x % 2 == 1));
        }
    }

    [Fact]
    public void For_each_fails_at_the_first_position_and_has_been_called_for_all_before()
    {
        foreach (var stream in Inputs.Streams(Enumerable.Range(0, 5000).ToArray()))
        {
            var calls = new int[5000];
            var run = stream.ForEach(x => calls[x] = x >= 1234 ? throw new InvalidOperationException(x.ToString()) : 1);
            Assert.Equal("1234", Assert.Throws<InvalidOperationException>(() => run.Wait()).Message);
            Assert.All(calls.Take(1234), count => Assert.Equal(1, count));
        }
    }
}
