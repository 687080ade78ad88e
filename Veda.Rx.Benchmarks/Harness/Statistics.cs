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

    /// <summary>The smallest value that at least so many percent of all values do not exceed: of 100 values, the 99th percentile is the second largest.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="percent">More than 0, at most 100.</param>
    public static double Percentile(this IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)((((long)sorted.Length * percent) + 99) / 100) - 1];
    }
}
