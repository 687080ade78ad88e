namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Pareto-distributed costs in ascending order, none above a fixed share of the total.</summary>
internal static class SkewedSteps
{
    private const double Shape = 1.1;
    private const double LargestShare = 0.018;

    public static int[] Create(int count, int average)
    {
        var random = SeededData.Random();
        var weights = new double[count];
        for (var i = 0; i < count; i++)
            weights[i] = Math.Pow(1 - random.NextDouble(), -1 / Shape);
        CapShares(weights);
        Array.Sort(weights);
        var stepsPerWeight = (double)average * count / weights.Sum();
        return Array.ConvertAll(weights, weight => (int)(weight * stepsPerWeight));
    }

    /// <summary>Cutting one weight shrinks the total and so raises the share of the others: repeats until all fit.</summary>
    private static void CapShares(double[] weights)
    {
        for (var limit = weights.Sum() * LargestShare; weights.Max() > limit * 1.001; limit = weights.Sum() * LargestShare)
        {
            for (var i = 0; i < weights.Length; i++)
                weights[i] = Math.Min(weights[i], limit);
        }
    }
}
