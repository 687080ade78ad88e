using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The first element, or a default value if there is none.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="defaultValue">The result if there is no such element.</param>
    /// <returns>The first element, or the default value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or the predicate is null.</exception>
    /// <remarks>
    /// Order: the stream's; on an <c>Unordered()</c> stream that of arrival. The first element ends the run; the stages before it in the pipeline may have been called for some elements behind it. Errors:
    /// an error behind that element is not seen; one before it ends the run. Determinism: exact on an ordered stream. Cost: batches start with one element and grow slowly.
    /// </remarks>
    /// <example><code>var x = VedaStream.Range(1, 100).FirstOrDefault(x => x > 100, -1).Wait();</code></example>
    public static VedaSingle<T> FirstOrDefault<T>(this VedaStream<T> source, T defaultValue) =>
        NotNull(source).Reduce(new FirstReducer<T>(null, () => defaultValue));

    /// <inheritdoc cref="FirstOrDefault{T}(VedaStream{T}, T)"/>
    public static VedaSingle<T?> FirstOrDefault<T>(this VedaStream<T> source) => source.FirstOrDefault(default(T)!)!;

    /// <summary>The first element that satisfies a condition, or a default value if there is none.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">The condition. Called by several threads at the same time, at most once for each element.</param>
    /// <param name="defaultValue">The result if there is no such element.</param>
    /// <inheritdoc cref="FirstOrDefault{T}(VedaStream{T}, T)"/>
    public static VedaSingle<T> FirstOrDefault<T>(this VedaStream<T> source, Func<T, bool> predicate, T defaultValue) =>
        NotNull(source).Reduce(new FirstReducer<T>(NotNull(predicate), () => defaultValue));

    /// <inheritdoc cref="FirstOrDefault{T}(VedaStream{T}, Func{T, bool}, T)"/>
    public static VedaSingle<T?> FirstOrDefault<T>(this VedaStream<T> source, Func<T, bool> predicate) => source.FirstOrDefault(predicate, default(T)!)!;
}
