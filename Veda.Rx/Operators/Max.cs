using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The greatest element.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="comparer">Compares elements, on several threads at the same time; null for the default order. Must be a consistent order.</param>
    /// <returns>The first of the greatest elements. Nulls do not count; null if there is nothing else and the type allows it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null that must not be.</exception>
    /// <remarks>
    /// Order: of equal elements the first counts, on an <c>Unordered()</c> stream any. Errors:
    /// <see cref="InvalidOperationException"/> if there are no elements and the type is not nullable; what the comparer throws.
    /// Determinism: exact; as in LINQ, NaN is less than every other number. Cost: one comparison an element.
    /// </remarks>
    /// <example><code>var largest = new[] { 3, -3, 1 }.ToVeda().Max().Wait();</code></example>
    public static VedaSingle<T?> Max<T>(this VedaStream<T> source, IComparer<T>? comparer) =>
        NotNull(source).Reduce(new Extreme<T, T, Itself<T>>(default, comparer, greatest: true, nameof(Max)));

    /// <inheritdoc cref="Max{T}(VedaStream{T}, IComparer{T})"/>
    public static VedaSingle<T?> Max<T>(this VedaStream<T> source) => source.Max((IComparer<T>?)null);

    /// <summary>The greatest of the values that a function gives for the elements.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TResult">The type of the values.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="selector">Gives an element's value. Called once for each element, by several threads at the same time.</param>
    /// <param name="comparer">Compares values, on several threads at the same time; null for the default order. Must be a consistent order.</param>
    /// <inheritdoc cref="Max{T}(VedaStream{T}, IComparer{T})"/>
    public static VedaSingle<TResult?> Max<T, TResult>(this VedaStream<T> source, Func<T, TResult> selector, IComparer<TResult>? comparer = null) =>
        NotNull(source).Map(NotNull(selector)).Max(comparer);
}
