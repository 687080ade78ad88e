namespace Veda.Rx.Benchmarks.Harness;

internal static class Statistics
{
    /// <summary>The middle value, or the mean of the two middle ones.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public static double Median<T>(this IEnumerable<T> values, Func<T, double> figure) => values.Select(figure).Median();
}
