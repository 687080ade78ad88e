using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>Behind FlatMap many elements have one position, and spans of any length follow each other.</summary>
public sealed class TerminalsBehindFlatMapTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(1025), InlineData(3000)]
    public void Terminals_are_linqs(int size)
    {
        var items = Inputs.Numbers(size);
        Inputs.SameAsLinq(items, x => x.SelectMany(Expanded).ToList(), s => s.FlatMap(Expanded).ToList());
        Inputs.SameAsLinq(items, x => x.SelectMany(Expanded).ToArray(), s => s.FlatMap(Expanded).ToArray());
        Inputs.SameAsLinq(items, x => x.SelectMany(Expanded).Sum(), s => s.FlatMap(Expanded).Sum());
        Inputs.SameAsLinq(items, x => x.SelectMany(Expanded).Count(), s => s.FlatMap(Expanded).Count());
        Inputs.SameAsLinq(items, x => x.SelectMany(Expanded).Last(), s => s.FlatMap(Expanded).Last());
        Inputs.SameAsLinq(items, x => x.SelectMany(Expanded).CountBy(y => y % 5000).ToArray(), s => s.FlatMap(Expanded).CountBy(y => y % 5000).ToArray());
        Inputs.SameAsLinq(items, x => x.SelectMany(Expanded).Aggregate(0, (a, y) => a * 31 + y), s => s.FlatMap(Expanded).Aggregate(0, (a, y) => a * 31 + y));
        Inputs.SameAsLinq(items, x => x.SelectMany(Expanded).OrderDescending().Take(9).ToArray(), s => s.FlatMap(Expanded).TopN(9).ToArray());

        static IEnumerable<int> Expanded(int x) => Enumerable.Range(x * 7, x % 11 == 0 ? 700 : Math.Abs(x % 3));
    }

    [Fact]
    public void Floating_point_sums_keep_their_bits()
    {
        var items = Inputs.Numbers(3000);
        var bits = Sum(items.ToVeda());
        foreach (var stream in Inputs.Streams(items))
            Assert.Equal(bits, Sum(stream));

        static long Sum(VedaStream<int> stream) => BitConverter.DoubleToInt64Bits(
            stream.FlatMap(x => Enumerable.Range(1, Math.Abs(x % 30)).Select(y => x / (double)y)).Sum().Wait());
    }

    [Fact]
    public void Decided_results_end_infinite_sequences()
    {
        var endless = Enumerable.Range(0, 100).ToArray().ToVeda().FlatMap(Endless);
        Assert.Equal(0, endless.First().Wait());
        Assert.True(endless.Any(x => x == 20_000).Wait());
        Assert.False(endless.All(x => x < 20_000).Wait());
        Assert.Throws<InvalidOperationException>(() => endless.Single().Wait());

        static IEnumerable<int> Endless(int x)
        {
            while (true)
                yield return x++;
        }
    }
}
