using System.Numerics;
using System.Runtime.CompilerServices;
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

    /// <summary>The arithmetic mean of all elements, of any type of number that has no overload of its own, as a <see cref="double"/>.</summary>
    /// <typeparam name="TNumber">The type of the numbers.</typeparam>
    /// <param name="source">The stream.</param>
    /// <remarks>
    /// Order: of no consequence for integers. Errors: <see cref="InvalidOperationException"/> if there are no elements (of a type
    /// that is not nullable). Integers of up to 64 bits are added exactly; other types in their own arithmetic, which may
    /// overflow. Determinism: as <see cref="Sum{T}(VedaStream{T})"/>; the sum is converted to <see cref="double"/> and divided.
    /// Cost: vectorised where the sum is.
    /// </remarks>
    /// <example><code>double mean = new short[] { 1, 2 }.ToVeda().Average().Wait();</code></example>
    /// <inheritdoc cref="Average(VedaStream{int})"/>
    public static VedaSingle<double> Average<TNumber>(this VedaStream<TNumber> source) where TNumber : struct, INumber<TNumber> =>
        MeanOf(NotNull(source), static mean => mean ?? throw NoResult.Empty(nameof(Average)));

    /// <inheritdoc cref="Average{TNumber}(VedaStream{TNumber})"/>
    public static VedaSingle<double?> Average<TNumber>(this VedaStream<TNumber?> source) where TNumber : struct, INumber<TNumber> =>
        MeanOf(Values(source), static mean => mean);

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

    /// <inheritdoc cref="Average{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<double> Average<T>(this VedaStream<T> source, Func<T, ulong> selector) => NotNull(source).Map(NotNull(selector)).Average();

    /// <inheritdoc cref="Average{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<double?> Average<T>(this VedaStream<T> source, Func<T, ulong?> selector) => NotNull(source).Map(NotNull(selector)).Average();

    /// <summary>The arithmetic mean of a number of every element, of any type of number that does not become one of the types above by itself.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TNumber">The type of the numbers.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="selector">Gives an element's number. Called once for each element, by several threads at the same time.</param>
    /// <inheritdoc cref="Average{TNumber}(VedaStream{TNumber})"/>
    [OverloadResolutionPriority(-1)]
    public static VedaSingle<double> Average<T, TNumber>(this VedaStream<T> source, Func<T, TNumber> selector) where TNumber : struct, INumber<TNumber> =>
        NotNull(source).Map(NotNull(selector)).Average<TNumber>();

    /// <inheritdoc cref="Average{T, TNumber}(VedaStream{T}, Func{T, TNumber})"/>
    [OverloadResolutionPriority(-1)]
    public static VedaSingle<double?> Average<T, TNumber>(this VedaStream<T> source, Func<T, TNumber?> selector) where TNumber : struct, INumber<TNumber> =>
        NotNull(source).Map(NotNull(selector)).Average<TNumber>();

    /// <summary>The mean as a <see cref="double"/>, whatever the numbers are; null if there are none.</summary>
    private static VedaSingle<TResult> MeanOf<T, TResult>(VedaStream<T> source, Func<double?, TResult> result) where T : struct, INumber<T>
    {
        var ordered = source.Settings.Ordered;
        if (IsFloat<T>())
            return source.Reduce(new FloatSum<T, TResult>(ordered, (sum, count) => result(Mean(sum, count))));
        return typeof(T).IsPrimitive
            ? source.Reduce(new IntegerMean<T, TResult>((sum, count) => result(Mean(sum, count))))
            : source.Reduce(new CheckedSum<T, TResult>(ordered, (sum, count) => result(Mean(double.CreateTruncating(sum), count))));
    }

    private static double? Mean(Int128 sum, long count) => count == 0 ? null : (double)sum / count;

    private static double? Mean(double sum, long count) => count == 0 ? null : sum / count;

    private static decimal? Mean(decimal sum, long count) => count == 0 ? null : sum / count;
}
