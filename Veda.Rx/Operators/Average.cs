using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The arithmetic mean of all elements.</summary>
    /// <param name="source">The stream.</param>
    /// <returns>The mean; of nullable numbers the mean of those that are not null, or null if there are none.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: of no consequence for integers. Errors: <see cref="InvalidOperationException"/> if there are no elements (of a type
    /// that is not nullable). Integers are added exactly, so, unlike in LINQ, the sum never overflows. Determinism:
    /// floating-point numbers are added in the fixed shape of <see cref="Sum{T}(VedaStream{T})"/>, so on an ordered stream the
    /// mean has the same bits for any number of workers, any batch size, source and CPU. Cost: vectorised.
    /// </remarks>
    /// <example><code>double mean = VedaStream.Range(1, 100).Average().Wait();</code></example>
    public static VedaSingle<double> Average(this VedaStream<int> source) =>
        NotNull(source).Reduce(new IntegerMean<int, double>(static (sum, count) => Mean(sum, count) ?? throw NoResult.Empty(nameof(Average))));

    /// <inheritdoc cref="Average(VedaStream{int})"/>
    public static VedaSingle<double> Average(this VedaStream<long> source) =>
        NotNull(source).Reduce(new IntegerMean<long, double>(static (sum, count) => Mean(sum, count) ?? throw NoResult.Empty(nameof(Average))));

    /// <inheritdoc cref="Average(VedaStream{int})"/>
    public static VedaSingle<float> Average(this VedaStream<float> source) =>
        NotNull(source).Reduce(new FloatSum<float, float>(source.Settings.Ordered, static (sum, count) => (float?)Mean(sum, count) ?? throw NoResult.Empty(nameof(Average))));

    /// <inheritdoc cref="Average(VedaStream{int})"/>
    public static VedaSingle<double> Average(this VedaStream<double> source) =>
        NotNull(source).Reduce(new FloatSum<double, double>(source.Settings.Ordered, static (sum, count) => Mean(sum, count) ?? throw NoResult.Empty(nameof(Average))));

    /// <inheritdoc cref="Average(VedaStream{int})"/>
    public static VedaSingle<decimal> Average(this VedaStream<decimal> source) =>
        NotNull(source).Reduce(new CheckedSum<decimal, decimal>(source.Settings.Ordered, static (sum, count) => Mean(sum, count) ?? throw NoResult.Empty(nameof(Average))));

    /// <inheritdoc cref="Average(VedaStream{int})"/>
    public static VedaSingle<double?> Average(this VedaStream<int?> source) =>
        Values(source).Reduce(new IntegerMean<int, double?>(static (sum, count) => Mean(sum, count)));

    /// <inheritdoc cref="Average(VedaStream{int})"/>
    public static VedaSingle<double?> Average(this VedaStream<long?> source) =>
        Values(source).Reduce(new IntegerMean<long, double?>(static (sum, count) => Mean(sum, count)));

    /// <inheritdoc cref="Average(VedaStream{int})"/>
    public static VedaSingle<float?> Average(this VedaStream<float?> source) =>
        Values(source).Reduce(new FloatSum<float, float?>(source.Settings.Ordered, static (sum, count) => (float?)Mean(sum, count)));

    /// <inheritdoc cref="Average(VedaStream{int})"/>
    public static VedaSingle<double?> Average(this VedaStream<double?> source) =>
        Values(source).Reduce(new FloatSum<double, double?>(source.Settings.Ordered, static (sum, count) => Mean(sum, count)));

    /// <inheritdoc cref="Average(VedaStream{int})"/>
    public static VedaSingle<decimal?> Average(this VedaStream<decimal?> source) =>
        Values(source).Reduce(new CheckedSum<decimal, decimal?>(source.Settings.Ordered, static (sum, count) => Mean(sum, count)));

    /// <summary>The arithmetic mean of a number of every element.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="selector">Gives an element's number. Called once for each element, by several threads at the same time.</param>
    /// <inheritdoc cref="Average(VedaStream{int})"/>
    public static VedaSingle<double> Average<T>(this VedaStream<T> source, Func<T, int> selector) => NotNull(source).Map(NotNull(selector)).Average();

    /// <inheritdoc cref="Average{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<double> Average<T>(this VedaStream<T> source, Func<T, long> selector) => NotNull(source).Map(NotNull(selector)).Average();

    /// <inheritdoc cref="Average{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<float> Average<T>(this VedaStream<T> source, Func<T, float> selector) => NotNull(source).Map(NotNull(selector)).Average();

    /// <inheritdoc cref="Average{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<double> Average<T>(this VedaStream<T> source, Func<T, double> selector) => NotNull(source).Map(NotNull(selector)).Average();

    /// <inheritdoc cref="Average{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<decimal> Average<T>(this VedaStream<T> source, Func<T, decimal> selector) => NotNull(source).Map(NotNull(selector)).Average();

    /// <inheritdoc cref="Average{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<double?> Average<T>(this VedaStream<T> source, Func<T, int?> selector) => NotNull(source).Map(NotNull(selector)).Average();

    /// <inheritdoc cref="Average{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<double?> Average<T>(this VedaStream<T> source, Func<T, long?> selector) => NotNull(source).Map(NotNull(selector)).Average();

    /// <inheritdoc cref="Average{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<float?> Average<T>(this VedaStream<T> source, Func<T, float?> selector) => NotNull(source).Map(NotNull(selector)).Average();

    /// <inheritdoc cref="Average{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<double?> Average<T>(this VedaStream<T> source, Func<T, double?> selector) => NotNull(source).Map(NotNull(selector)).Average();

    /// <inheritdoc cref="Average{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<decimal?> Average<T>(this VedaStream<T> source, Func<T, decimal?> selector) => NotNull(source).Map(NotNull(selector)).Average();

    private static double? Mean(Int128 sum, long count) => count == 0 ? null : (double)sum / count;

    private static double? Mean(double sum, long count) => count == 0 ? null : sum / count;

    private static decimal? Mean(decimal sum, long count) => count == 0 ? null : sum / count;
}
