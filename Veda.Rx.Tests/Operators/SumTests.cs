using System.Numerics;
using FsCheck.Xunit;
using Xunit;

namespace Veda.Rx.Tests.Operators;

public sealed class SumTests
{
    [Theory, MemberData(nameof(Inputs.AllSizes), MemberType = typeof(Inputs))]
    public void Sums_and_means_of_integers_and_decimals_are_linqs(int size)
    {
        var items = Inputs.Numbers(size);
        Inputs.SameAsLinq(items, x => x.Sum(), s => s.Sum());
        Inputs.SameAsLinq(items, x => x.Average(), s => s.Average());
        Inputs.SameAsLinq(items, x => x.Sum(y => (long)y << 40), s => s.Sum(y => (long)y << 40));
        Inputs.SameAsLinq(items, x => x.Average(y => (long)y << 30), s => s.Average(y => (long)y << 30));
        Inputs.SameAsLinq(items, x => x.Sum(y => (decimal)y / 8), s => s.Sum(y => (decimal)y / 8));
        Inputs.SameAsLinq(items, x => x.Average(y => (decimal)y), s => s.Average(y => (decimal)y));
        Inputs.SameAsLinq(items, x => x.Sum(y => y % 3 == 0 ? null : (int?)y), s => s.Sum(y => y % 3 == 0 ? null : (int?)y));
        Inputs.SameAsLinq(items, x => x.Average(y => y % 3 == 0 ? null : (int?)y), s => s.Average(y => y % 3 == 0 ? null : (int?)y));
        Inputs.SameAsLinq(items, x => x.Average(y => (int?)null), s => s.Average(y => (int?)null));
        Inputs.SameAsLinq(items, x => x.Sum(y => (long?)null), s => s.Sum(y => (long?)null));
    }

    [Theory, MemberData(nameof(Inputs.AllSizes), MemberType = typeof(Inputs))]
    public void Sums_of_exact_floating_point_numbers_are_linqs(int size)
    {
        // Multiples of 1/8: every order of addition is exact.
        var items = Inputs.Numbers(size);
        Inputs.SameAsLinq(items, x => x.Sum(y => y / 8.0), s => s.Sum(y => y / 8.0));
        Inputs.SameAsLinq(items, x => x.Average(y => y / 8.0), s => s.Average(y => y / 8.0));
        Inputs.SameAsLinq(items, x => x.Sum(y => y / 8f), s => s.Sum(y => y / 8f));
        Inputs.SameAsLinq(items, x => x.Average(y => y / 8f), s => s.Average(y => y / 8f));
        Inputs.SameAsLinq(items, x => x.Average(y => (float?)null), s => s.Average(y => (float?)null));
    }

    [Property(MaxTest = 200)]
    public void Every_kind_of_integer_is_added_exactly(long[] values, ulong[] unsigned)
    {
        Check(values, x => x);
        Check(unsigned, x => x);
        Check([.. unsigned.Select(x => ulong.MaxValue - x)], x => x);
        Check([.. values.Select(x => x << 55)], x => x);
        Check([.. values.Select(x => (byte)x)], x => x);
        Check([.. values.Select(x => (sbyte)x)], x => x);
        Check([.. values.Select(x => (uint)x)], x => x);
        Check([.. values.Select(x => (nint)x)], x => x);
        Check([.. values.Select(x => (UInt128)x * 3)], x => (BigInteger)x);
        Check([.. values.Select(x => (BigInteger)x * long.MaxValue)], x => x);

        static void Check<T>(T[] items, Func<T, BigInteger> exact) where T : struct, INumber<T>
        {
            var expected = items.Aggregate(BigInteger.Zero, (sum, x) => sum + exact(x));
            var error = Record.Exception(() => T.CreateChecked(expected));
            if (error is null)
                Assert.Equal(T.CreateChecked(expected), items.ToVeda().Sum().Wait());
            else
                Assert.Throws<OverflowException>(() => items.ToVeda().Sum().Wait());
        }
    }

    [Fact]
    public void Only_a_result_that_does_not_fit_overflows()
    {
        Assert.Equal(1, new[] { int.MaxValue, 2, -int.MaxValue, -1 }.ToVeda().Sum().Wait());
        Assert.Equal(long.MaxValue, Enumerable.Repeat(long.MaxValue, 3000).Concat(Enumerable.Repeat(-long.MaxValue, 2999)).ToVeda().Sum().Wait());
        Assert.Equal((double)long.MaxValue, Enumerable.Repeat(long.MaxValue, 3000).ToVeda().Average().Wait());
        Assert.Throws<OverflowException>(() => new[] { int.MaxValue, 1 }.ToVeda().Sum().Wait());
        Assert.Throws<OverflowException>(() => new[] { long.MinValue, -1 }.ToVeda().Sum().Wait());
        Assert.Throws<OverflowException>(() => new[] { decimal.MaxValue, decimal.MaxValue }.ToVeda().Sum().Wait());
    }

    [Fact]
    public void Not_a_number_and_infinities_come_through()
    {
        Assert.Equal(double.NaN, new[] { 1, double.NaN, 2 }.ToVeda().Sum().Wait());
        Assert.Equal(double.NaN, new[] { double.PositiveInfinity, 2, double.NegativeInfinity }.ToVeda().Sum().Wait());
        Assert.Equal(double.PositiveInfinity, new[] { 1, double.PositiveInfinity }.ToVeda().Sum().Wait());
        Assert.Equal(float.PositiveInfinity, new[] { float.MaxValue, float.MaxValue }.ToVeda().Sum().Wait());
        Assert.False(double.IsNegative(new[] { -0.0, -0.0 }.ToVeda().Sum().Wait()));
        Assert.False(double.IsNegative(new[] { -0.0, -0.0 }.Sum()));
    }

    [Fact]
    public void Floating_point_sums_have_the_same_bits_in_every_run()
    {
        var random = new Random(7);
        var items = Enumerable.Range(0, 20_000).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 8))).ToArray();
        foreach (var make in (Func<VedaStream<double>, VedaStream<double>>[])
            [s => s, s => s.Filter(x => x > 0), s => s.Map(x => x / 3).Filter(x => x < 1e5 / 3)])
        {
            var sum = BitConverter.DoubleToInt64Bits(make(items.ToVeda()).Sum().Wait());
            var mean = BitConverter.DoubleToInt64Bits(make(items.ToVeda()).Average().Wait());
            var single = BitConverter.SingleToInt32Bits(make(items.ToVeda()).Map(x => (float)x).Sum().Wait());
            var folded = BitConverter.DoubleToInt64Bits(make(items.ToVeda()).Fold(() => 0.0, (a, x) => a + x, (a, b) => a + b).Wait());
            var reduced = BitConverter.DoubleToInt64Bits(make(items.ToVeda()).Reduce((a, b) => a + b).Wait());
            foreach (var source in Inputs.Sources(items))
            {
                foreach (var parallelism in (int[])[1, 2, 3, 8, 64])
                {
                    foreach (var batch in (int[])[1, 3, 64, 1000, 1024, 1025, 4096, 65_536])
                    {
                        var stream = make(source).With(batch == 1 ? 1 : batch / 2, batch, parallelism);
                        Assert.Equal(sum, BitConverter.DoubleToInt64Bits(stream.Sum().Wait()));
                        if (batch % 2 == 1)
                            continue;
                        Assert.Equal(mean, BitConverter.DoubleToInt64Bits(stream.Average().Wait()));
                        Assert.Equal(single, BitConverter.SingleToInt32Bits(stream.Map(x => (float)x).Sum().Wait()));
                        Assert.Equal(folded, BitConverter.DoubleToInt64Bits(stream.Fold(() => 0.0, (a, x) => a + x, (a, b) => a + b).Wait()));
                        Assert.Equal(reduced, BitConverter.DoubleToInt64Bits(stream.Reduce((a, b) => a + b).Wait()));
                    }
                }
            }
        }
    }

    [Fact]
    public void The_shape_of_a_floating_point_sum_is_the_documented_one()
    {
        var random = new Random(8);
        var items = Enumerable.Range(0, 10_007).Select(_ => random.NextDouble() - 0.5).ToArray();
        var expected = 0.0;
        foreach (var leaf in items.Chunk(Fusion.Leaf.Size))
        {
            var lanes = new double[8];
            for (var i = 0; i < leaf.Length; i++)
                lanes[i % 8] += leaf[i];
            expected += ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        }
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(items.ToVeda().Sum().Wait()));
    }

    [Fact]
    public void Unordered_sums_are_close()
    {
        var items = Inputs.Numbers(100_000).Select(x => x / 7.0).ToArray();
        foreach (var source in Inputs.Sources(items))
        {
            Assert.Equal(items.Sum(), source.With(maxBatch: 300, ordered: false).Sum().Wait(), 6);
            Assert.Equal(items.Average(), source.With(maxBatch: 300, ordered: false).Average().Wait(), 9);
        }
    }

    [Fact]
    public void An_error_ends_the_sum_at_its_position()
    {
        var items = Enumerable.Range(0, 5000).ToArray();
        foreach (var stream in Inputs.Streams(items))
        {
            var failing = stream.Map(x => x >= 2500 ? throw new InvalidOperationException(x.ToString()) : (double)x);
            Assert.Equal("2500", Assert.Throws<InvalidOperationException>(() => failing.Sum().Wait()).Message);
        }
    }
}
