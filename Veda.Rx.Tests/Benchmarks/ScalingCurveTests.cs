using Veda.Rx.Benchmarks.Harness;
using Xunit;

namespace Veda.Rx.Tests.Benchmarks;

public sealed class ScalingCurveTests
{
    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(4, new[] { 1, 2, 3, 4 })]
    [InlineData(10, new[] { 1, 2, 3, 4, 6, 8, 10 })]
    [InlineData(64, new[] { 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64 })]
    public void So_many_workers_are_measured(int most, int[] expected) => Assert.Equal(expected, ScalingCurve.WorkerCounts(most));

    /// <summary>The machine was slower in the second round, for both.</summary>
    [Fact]
    public void Times_are_compared_within_rounds()
    {
        var curve = ScalingCurve.Of("light", 7, [1, 2], [[10, 40, 12], [5, 20, 8]], [[1, 1, 1], [2, 2, 1.5]]);
        Assert.Equal(("light", 7), (curve.Workload, curve.N));
        Assert.Equal([new ScalingPoint(1, 12, 1, 1, 1), new ScalingPoint(2, 8, 2, 2, 1)], curve.Points);
    }
}
