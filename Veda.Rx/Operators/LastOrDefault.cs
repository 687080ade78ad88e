using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The last element, or a default value if there is none.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="defaultValue">The result if there is no such element.</param>
    /// <returns>The last element, or the default value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or the predicate is null.</exception>
    /// <remarks>
    /// Order: the stream's; on an <c>Unordered()</c> stream that of arrival. All elements are run. Errors:
    /// any error ends the run. Determinism: exact on an ordered stream. Cost: as <c>Count</c>.
    /// </remarks>
    /// <example><code>var x = VedaStream.Range(1, 100).LastOrDefault(x => x > 100, -1).Wait();</code></example>
    public static VedaSingle<T> LastOrDefault<T>(this VedaStream<T> source, T defaultValue) =>
        NotNull(source).Reduce(new LastReducer<T>(null, () => defaultValue));

    /// <inheritdoc cref="LastOrDefault{T}(VedaStream{T}, T)"/>
    public static VedaSingle<T?> LastOrDefault<T>(this VedaStream<T> source) => source.LastOrDefault(default(T)!)!;

    /// <summary>The last element that satisfies a condition, or a default value if there is none.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">The condition. Called by several threads at the same time, at most once for each element.</param>
    /// <param name="defaultValue">The result if there is no such element.</param>
    /// <inheritdoc cref="LastOrDefault{T}(VedaStream{T}, T)"/>
    public static VedaSingle<T> LastOrDefault<T>(this VedaStream<T> source, Func<T, bool> predicate, T defaultValue) =>
        NotNull(source).Reduce(new LastReducer<T>(NotNull(predicate), () => defaultValue));

    /// <inheritdoc cref="LastOrDefault{T}(VedaStream{T}, Func{T, bool}, T)"/>
    public static VedaSingle<T?> LastOrDefault<T>(this VedaStream<T> source, Func<T, bool> predicate) => source.LastOrDefault(predicate, default(T)!)!;
}
