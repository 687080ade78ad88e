using System.Numerics;
using System.Reactive.Linq;
using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>Sums, means and extremes of every type of number, by the element itself and by a selector, and of the types that LINQ gives them.</summary>
public sealed class NumberTests
{
    private static readonly int[] s_items = Inputs.Numbers(5000);

    [Fact]
    public void What_LINQ_has_keeps_its_types()
    {
        var items = s_items.ToVeda();
        VedaSingle<int> ofBytes = items.Sum(x => (byte)x);
        VedaSingle<int> ofShorts = items.Sum(x => (short)x);
        VedaSingle<int> ofChars = items.Sum(x => (char)x);
        VedaSingle<long> ofUnsigned = items.Sum(x => (uint)x);
        VedaSingle<long> ofNative = items.Sum(x => (nint)x);
        VedaSingle<int?> ofShortsOrNull = items.Sum(x => (short?)x);
        VedaSingle<double> meanOfShorts = items.Average(x => (short)x);
        VedaSingle<float> meanOfFloats = items.Average(x => (float)x);
        VedaSingle<decimal> meanOfDecimals = items.Average(x => (decimal)x);
        VedaSingle<int> parsed = new[] { "1", "2" }.ToVeda().Sum(int.Parse);
        VedaSingle<int> literal = items.Sum(x => 1);
        Assert.Equal((s_items.Sum(x => (byte)x), s_items.Sum(x => (short)x), s_items.Sum(x => (char)x)), (ofBytes.Wait(), ofShorts.Wait(), ofChars.Wait()));
        Assert.Equal((s_items.Sum(x => (uint)x), s_items.Sum(x => (nint)x), s_items.Sum(x => (short?)x)), (ofUnsigned.Wait(), ofNative.Wait(), ofShortsOrNull.Wait()));
        Assert.Equal((s_items.Average(x => (short)x), s_items.Average(x => (decimal)x), 3, 5000), (meanOfShorts.Wait(), meanOfDecimals.Wait(), parsed.Wait(), literal.Wait()));
        Assert.Equal(s_items.Average(x => (float)x), meanOfFloats.Wait(), 1e-3f);
    }

    [Fact]
    public void What_LINQ_has_not_is_added_in_its_own_type()
    {
        Check(x => (Half)(x % 8));
        Check(x => (Int128)x << 70);
        Check(x => (UInt128)Math.Abs(x) << 70);
        Check(x => new BigInteger(x) * long.MaxValue);
        Assert.Equal(s_items.Aggregate(0UL, (a, x) => a + (ulong)Math.Abs(x)), s_items.ToVeda().Sum(x => (ulong)Math.Abs(x)).Wait());
        Assert.Equal(s_items.Aggregate(0UL, (a, x) => a + (ulong)Math.Abs(x)), s_items.ToVeda().Sum(x => x == 0 ? null : (ulong?)Math.Abs(x)).Wait());
        Assert.Equal(s_items.Average(x => (double)Math.Abs(x)), s_items.ToVeda().Average(x => (ulong)Math.Abs(x)).Wait(), 9);
        Assert.Null(s_items.ToVeda().Average(x => (ulong?)null).Wait());

        static void Check<T>(Func<int, T> number) where T : struct, INumber<T>
        {
            var sum = s_items.Select(number).Aggregate(T.Zero, (a, x) => checked(a + x));
            var mean = s_items.Average(x => double.CreateTruncating(number(x)));
            foreach (var stream in Inputs.Streams(s_items))
            {
                Assert.Equal(sum, stream.Sum(number).Wait());
                Assert.Equal(sum, stream.Map(number).Sum().Wait());
                Assert.Equal(sum, stream.Sum(x => x % 2 == 0 ? (T?)number(x) : number(x)).Wait());
                Close(mean, stream.Average(number).Wait());
                Close(mean, stream.Map(number).Average().Wait());
                Close(mean, stream.Average(x => x % 2 == 0 ? (T?)number(x) : number(x)).Wait()!.Value);
                Close(mean, stream.Map(x => (T?)number(x)).Average().Wait()!.Value);
                Assert.Equal(s_items.Max(number), stream.Max(number).Wait());
                Assert.Equal(s_items.Min(number), stream.Min(number).Wait());
                Assert.Equal(s_items.Max(x => (T?)number(x)), stream.Max(x => (T?)number(x)).Wait());
            }
        }
    }

    [Fact]
    public void Small_integers_are_averaged_exactly()
    {
        Assert.Equal(200.0, Enumerable.Repeat((byte)200, 1000).ToVeda().Average().Wait());
        Assert.Equal(ulong.MaxValue, Enumerable.Repeat(ulong.MaxValue, 1000).ToVeda().Average().Wait());
        Assert.Equal(1.5, new Half[] { (Half)1, (Half)2 }.ToVeda().Average().Wait());
    }

    [Fact]
    public void Nothing_has_a_sum_and_no_mean()
    {
        var none = VedaStream.Empty<int>();
        Assert.Equal((Int128)0, none.Sum(x => (Int128)x).Wait());
        Assert.Equal((Int128)0, none.Sum(x => (Int128?)x).Wait());
        Assert.Null(none.Average(x => (Int128?)x).Wait());
        Assert.Throws<InvalidOperationException>(() => none.Average(x => (Int128)x).Wait());
        Assert.Throws<InvalidOperationException>(() => none.Average(x => (ulong)x).Wait());
        Assert.Throws<InvalidOperationException>(() => VedaStream.Empty<short>().Average().Wait());
        Assert.Throws<OverflowException>(() => VedaStream.Repeat(Int128.MaxValue, 2).Sum(x => x).Wait());
    }

    private static void Close(double expected, double actual) => Assert.InRange(actual, expected - Math.Abs(expected) * 1e-12 - 1e-9, expected + Math.Abs(expected) * 1e-12 + 1e-9);
}
