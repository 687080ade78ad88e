using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The only element, or a default value if there is none.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="defaultValue">The result if there is no such element.</param>
    /// <returns>The only element, or the default value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or the predicate is null.</exception>
    /// <remarks>
    /// Order: the stream's; on an <c>Unordered()</c> stream that of arrival. A second such element ends the run. Errors:
    /// an error behind a second such element is not seen; <see cref="InvalidOperationException"/> if there is a second one. Determinism: exact on an ordered stream. Cost: as <c>First</c>, or with a condition as <c>Count</c>.
    /// </remarks>
    /// <example><code>var x = VedaStream.Range(1, 100).SingleOrDefault(x => x > 100, -1).Wait();</code></example>
    public static VedaSingle<T> SingleOrDefault<T>(this VedaStream<T> source, T defaultValue) =>
        NotNull(source).Reduce(new SingleReducer<T>(null, () => defaultValue, nameof(SingleOrDefault)));

    /// <inheritdoc cref="SingleOrDefault{T}(VedaStream{T}, T)"/>
    public static VedaSingle<T?> SingleOrDefault<T>(this VedaStream<T> source) => source.SingleOrDefault(default(T)!)!;

    /// <summary>The only element that satisfies a condition, or a default value if there is none.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">The condition. Called by several threads at the same time, at most once for each element.</param>
    /// <param name="defaultValue">The result if there is no such element.</param>
    /// <inheritdoc cref="SingleOrDefault{T}(VedaStream{T}, T)"/>
    public static VedaSingle<T> SingleOrDefault<T>(this VedaStream<T> source, Func<T, bool> predicate, T defaultValue) =>
        NotNull(source).Reduce(new SingleReducer<T>(NotNull(predicate), () => defaultValue, nameof(SingleOrDefault)));

    /// <inheritdoc cref="SingleOrDefault{T}(VedaStream{T}, Func{T, bool}, T)"/>
    public static VedaSingle<T?> SingleOrDefault<T>(this VedaStream<T> source, Func<T, bool> predicate) => source.SingleOrDefault(predicate, default(T)!)!;
}
