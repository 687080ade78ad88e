using System.Numerics;
using System.Runtime.CompilerServices;
using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Adds all elements.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>The sum; zero for an empty stream.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: of no consequence for integers. Errors: <see cref="OverflowException"/> if the sum does not fit. Integers of up to
    /// 64 bits are added exactly, so, unlike in LINQ, a partial sum that does not fit is no error; other types are added in
    /// their own arithmetic. Determinism: <see cref="float"/>, <see cref="double"/> and <see cref="Half"/> are added as doubles
    /// in one fixed shape (each leaf of 1,024 source positions to 8 lanes in turn, the leaves in order), so on an ordered
    /// stream the sum has the same bits for any number of workers, any batch size, source and CPU, but not always those of a
    /// loop from left to right. <see cref="decimal"/>s are added from left to right in a leaf. Nulls do not count. Cost:
    /// vectorised.
    /// </remarks>
    /// <example><code>var sum = VedaStream.Range(1, 100).Sum().Wait();</code></example>
    public static VedaSingle<T> Sum<T>(this VedaStream<T> source) where T : struct, INumber<T> =>
        typeof(T).IsPrimitive && !IsFloat<T>() ? NotNull(source).Reduce(ExactSum<T>.Reducer) : AddUp(NotNull(source), static sum => sum);

    /// <inheritdoc cref="Sum{T}(VedaStream{T})"/>
    public static VedaSingle<T?> Sum<T>(this VedaStream<T?> source) where T : struct, INumber<T> => AddUp(Values(source), static sum => (T?)sum);

    /// <summary>Adds a number of every element.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="selector">Gives an element's number. Called once for each element, by several threads at the same time.</param>
    /// <inheritdoc cref="Sum{T}(VedaStream{T})"/>
    public static VedaSingle<int> Sum<T>(this VedaStream<T> source, Func<T, int> selector) => NotNull(source).Map(NotNull(selector)).Sum();

    /// <inheritdoc cref="Sum{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<long> Sum<T>(this VedaStream<T> source, Func<T, long> selector) => NotNull(source).Map(NotNull(selector)).Sum();

    /// <inheritdoc cref="Sum{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<float> Sum<T>(this VedaStream<T> source, Func<T, float> selector) => NotNull(source).Map(NotNull(selector)).Sum();

    /// <inheritdoc cref="Sum{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<double> Sum<T>(this VedaStream<T> source, Func<T, double> selector) => NotNull(source).Map(NotNull(selector)).Sum();

    /// <inheritdoc cref="Sum{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<decimal> Sum<T>(this VedaStream<T> source, Func<T, decimal> selector) => NotNull(source).Map(NotNull(selector)).Sum();

    /// <inheritdoc cref="Sum{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<int?> Sum<T>(this VedaStream<T> source, Func<T, int?> selector) => NotNull(source).Map(NotNull(selector)).Sum();

    /// <inheritdoc cref="Sum{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<long?> Sum<T>(this VedaStream<T> source, Func<T, long?> selector) => NotNull(source).Map(NotNull(selector)).Sum();

    /// <inheritdoc cref="Sum{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<float?> Sum<T>(this VedaStream<T> source, Func<T, float?> selector) => NotNull(source).Map(NotNull(selector)).Sum();

    /// <inheritdoc cref="Sum{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<double?> Sum<T>(this VedaStream<T> source, Func<T, double?> selector) => NotNull(source).Map(NotNull(selector)).Sum();

    /// <inheritdoc cref="Sum{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<decimal?> Sum<T>(this VedaStream<T> source, Func<T, decimal?> selector) => NotNull(source).Map(NotNull(selector)).Sum();

    /// <inheritdoc cref="Sum{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<ulong> Sum<T>(this VedaStream<T> source, Func<T, ulong> selector) => NotNull(source).Map(NotNull(selector)).Sum();

    /// <inheritdoc cref="Sum{T}(VedaStream{T}, Func{T, int})"/>
    public static VedaSingle<ulong?> Sum<T>(this VedaStream<T> source, Func<T, ulong?> selector) => NotNull(source).Map(NotNull(selector)).Sum();

    /// <summary>Adds a number of every element, of any type of number that does not become one of the types above by itself: <see cref="Half"/>, <see cref="Int128"/>, <see cref="BigInteger"/>, your own.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TNumber">The type of the numbers. As in LINQ, numbers of less than 32 bits are added as <see cref="int"/>s.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="selector">Gives an element's number. Called once for each element, by several threads at the same time.</param>
    /// <example><code>var bytes = files.ToVeda().Sum(file => (BigInteger)file.Length).Wait();</code></example>
    /// <inheritdoc cref="Sum{T}(VedaStream{T})"/>
    [OverloadResolutionPriority(-1)]
    public static VedaSingle<TNumber> Sum<T, TNumber>(this VedaStream<T> source, Func<T, TNumber> selector) where TNumber : struct, INumber<TNumber> =>
        NotNull(source).Map(NotNull(selector)).Sum();

    /// <inheritdoc cref="Sum{T, TNumber}(VedaStream{T}, Func{T, TNumber})"/>
    [OverloadResolutionPriority(-1)]
    public static VedaSingle<TNumber?> Sum<T, TNumber>(this VedaStream<T> source, Func<T, TNumber?> selector) where TNumber : struct, INumber<TNumber> =>
        NotNull(source).Map(NotNull(selector)).Sum();

    private static VedaSingle<TResult> AddUp<T, TResult>(VedaStream<T> source, Func<T, TResult> result) where T : struct, INumber<T>
    {
        var ordered = source.Settings.Ordered;
        if (IsFloat<T>())
            return source.Reduce(new FloatSum<T, TResult>(ordered, (sum, _) => result(T.CreateTruncating(sum))));
        return typeof(T).IsPrimitive
            ? source.Reduce(new IntegerSum<T, TResult>(sum => result(T.CreateChecked(sum))))
            : source.Reduce(new CheckedSum<T, TResult>(ordered, (sum, _) => result(sum)));
    }

    private static bool IsFloat<T>() => typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half);

    /// <summary>The one reducer that most sums need, made once.</summary>
    private static class ExactSum<T> where T : struct, INumber<T>
    {
        public static readonly IntegerSum<T, T> Reducer = new(static sum => T.CreateChecked(sum));
    }

    /// <summary>The elements that are not null.</summary>
    private static VedaStream<T> Values<T>(VedaStream<T?> source) where T : struct =>
        NotNull(source, nameof(source)).Filter(static item => item.HasValue).Map(static item => item.GetValueOrDefault());
}
