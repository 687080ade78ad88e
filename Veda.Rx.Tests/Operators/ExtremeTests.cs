using FsCheck.Xunit;
using Xunit;

namespace Veda.Rx.Tests.Operators;

public sealed class ExtremeTests
{
    [Theory, MemberData(nameof(Inputs.AllSizes), MemberType = typeof(Inputs))]
    public void Extremes_are_linqs(int size)
    {
        var items = Inputs.Numbers(size);
        Inputs.SameAsLinq(items, x => x.Min(), s => s.Min());
        Inputs.SameAsLinq(items, x => x.Max(), s => s.Max());
        Inputs.SameAsLinq(items, x => x.Min(Backwards), s => s.Min(Backwards));
        Inputs.SameAsLinq(items, x => x.Max(Backwards), s => s.Max(Backwards));
        Inputs.SameAsLinq(items, x => x.Min(y => y.ToString()), s => s.Min(y => y.ToString()));
        Inputs.SameAsLinq(items, x => x.Max(y => (int?)null), s => s.Max(y => (int?)null));
        Inputs.SameAsLinq(items, x => x.Min(y => y % 2 == 0 ? null : (long?)y), s => s.Min(y => y % 2 == 0 ? null : (long?)y));
        var places = items.Select((value, i) => (value, i)).ToArray();
        Inputs.SameAsLinq(places, x => x.MinBy(y => y.value), s => s.MinBy(y => y.value));
        Inputs.SameAsLinq(places, x => x.MaxBy(y => y.value), s => s.MaxBy(y => y.value));
        Inputs.SameAsLinq(places, x => x.MaxBy(y => y.value, Backwards), s => s.MaxBy(y => y.value, Backwards));
    }

    [Property(MaxTest = 300)]
    public void Floating_point_extremes_are_linqs(double[] items, bool[] marks)
    {
        for (var i = 0; i < Math.Min(items.Length, marks.Length); i++)
            items[i] = marks[i] ? double.NaN : i % 2 == 0 ? -0.0 : 0.0;
        Inputs.SameAsLinq(items, x => x.Min(), s => s.Min());
        Inputs.SameAsLinq(items, x => x.Max(), s => s.Max());
        Inputs.SameAsLinq(items, x => x.Select(y => (float?)y).Max(), s => s.Map(y => (float?)y).Max());
        if (items.Length == 0)
            return;
        foreach (var stream in Inputs.Streams(items))
        {
            Assert.Equal(Bits(items.Min()), Bits(stream.Min().Wait()));
            Assert.Equal(Bits(items.Max()), Bits(stream.Max().Wait()));
        }
    }

    [Property(MaxTest = 200)]
    public void Null_keys_are_linqs(string?[] items)
    {
        Inputs.SameAsLinq(items, x => x.Min(StringComparer.Ordinal), s => s.Min(StringComparer.Ordinal));
        Inputs.SameAsLinq(items, x => x.MinBy(y => y?.Length), s => s.MinBy(y => y?.Length));
        Inputs.SameAsLinq(items, x => x.MaxBy(y => y?.Length), s => s.MaxBy(y => y?.Length));
        Inputs.SameAsLinq(items, x => x.MaxBy(y => (string?)null), s => s.MaxBy(y => (string?)null));
    }

    [Fact]
    public void Comparers_that_throw_end_the_run()
    {
        var hostile = Comparer<int>.Create((_, _) => throw new DivideByZeroException());
        var stream = Enumerable.Range(0, 5000).ToArray().ToVeda();
        Assert.Throws<DivideByZeroException>(() => stream.Min(hostile).Wait());
        Assert.Throws<DivideByZeroException>(() => stream.MaxBy(x => x, hostile).Wait());
        Assert.Throws<DivideByZeroException>(() => stream.TopN(3, hostile).ToList().Wait());
        Assert.Contains("Min", Assert.Throws<InvalidOperationException>(() => stream.Filter(_ => false).Min().Wait()).Message);
    }

    private static IComparer<int> Backwards { get; } = Comparer<int>.Create((x, y) => y.CompareTo(x));

    private static long Bits(double value) => double.IsNaN(value) ? long.MaxValue : BitConverter.DoubleToInt64Bits(value);
}
