using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Whether an element is equal to a value.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="value">The value.</param>
    /// <param name="comparer">Compares, on several threads at the same time; null for the default comparer.</param>
    /// <returns>True, as soon as there is such an element; false at the end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// Order: the first such element ends the run; the stages before may have been called for some elements behind it. Errors: an
    /// error behind that element is not seen; one before it ends the run. Determinism: exact. Cost: one comparison an element;
    /// batches start with one element and grow slowly.
    /// </remarks>
    /// <example><code>var found = new[] { "a", "B" }.ToVeda().Contains("b", StringComparer.OrdinalIgnoreCase).Wait();</code></example>
    public static VedaSingle<bool> Contains<T>(this VedaStream<T> source, T value, IEqualityComparer<T>? comparer)
    {
        comparer ??= EqualityComparer<T>.Default;
        return NotNull(source).Any(item => comparer.Equals(item, value));
    }

    /// <inheritdoc cref="Contains{T}(VedaStream{T}, T, IEqualityComparer{T})"/>
    public static VedaSingle<bool> Contains<T>(this VedaStream<T> source, T value) => source.Contains(value, null);
}
