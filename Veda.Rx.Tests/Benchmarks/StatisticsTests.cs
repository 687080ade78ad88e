using Veda.Rx.Benchmarks.Harness;
using Xunit;

namespace Veda.Rx.Tests.Benchmarks;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(3, new double[] { 3 })]
    [InlineData(3, new double[] { 9, 3, 1 })]
    [InlineData(2.5, new double[] { 4, 1, 3, 2 })]
    public void The_median_is_the_middle_of_the_sorted_values(double expected, double[] values) => Assert.Equal(expected, values.Median());

    [Theory]
    [InlineData(1, 99, 1)]
    [InlineData(10, 99, 10)]
    [InlineData(100, 99, 99)]
    [InlineData(100, 100, 100)]
    [InlineData(101, 99, 100)]
    [InlineData(200, 99, 198)]
    [InlineData(4, 50, 2)]
    [InlineData(1_000, 1, 10)]
    public void A_percentile_is_a_value_that_so_many_percent_do_not_exceed(int count, int percent, double expected) =>
        Assert.Equal(expected, Enumerable.Range(1, count).Reverse().Select(x => (double)x).Percentile(percent));
}
