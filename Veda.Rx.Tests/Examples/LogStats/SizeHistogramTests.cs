using FsCheck.Xunit;
using LogStats;
using Xunit;

namespace Veda.Rx.Tests.Examples;

public sealed class SizeHistogramTests
{
    [Property]
    public void Percentiles_are_within_one_percent_of_the_nearest_rank(ulong[] values)
    {
        var sizes = values.Select((value, index) => (long)(value >> (1 + (index * 7 % 60)))).Order().ToArray();
        var histogram = new SizeHistogram();
        foreach (var size in sizes)
            histogram.Add(size);

        foreach (var percent in (int[])[1, 50, 95, 99, 100])
        {
            var exact = sizes.Length == 0 ? 0 : sizes[(int)Math.Ceiling(sizes.Length * percent / 100.0) - 1];
            Assert.InRange(histogram.Percentile(percent), exact * 0.99, exact * 1.01);
        }
    }

    [Fact]
    public void Small_sizes_are_exact()
    {
        for (var size = 0; size < 128; size++)
        {
            var histogram = new SizeHistogram();
            histogram.Add(size);
            Assert.Equal(size, histogram.Percentile(50));
        }
    }

    [Fact]
    public void The_largest_size_has_a_bucket()
    {
        var histogram = new SizeHistogram();
        histogram.Add(long.MaxValue);
        Assert.InRange(histogram.Percentile(99), long.MaxValue * 0.99, long.MaxValue);
    }
}
