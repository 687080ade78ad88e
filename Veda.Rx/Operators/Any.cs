using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Whether there is an element.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>True, as soon as there is an element; false at the end.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: the first such element ends the run; the stages before may have been called for some elements behind it. Errors: an error
    /// behind that element is not seen; one before it ends the run. Determinism: exact. Cost: batches start with one element and
    /// grow slowly.
    /// </remarks>
    /// <example><code>var found = VedaStream.Range(0, 1_000).Any(x => x * x == 529).Wait();</code></example>
    public static VedaSingle<bool> Any<T>(this VedaStream<T> source) => NotNull(source).Reduce(new Search<T>(null, sought: true));

    /// <summary>Whether there is an element that satisfies a condition.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">The condition. Called by several threads at the same time, at most once for each element; not for those that turn out not to matter.</param>
    /// <inheritdoc cref="Any{T}(VedaStream{T})"/>
    public static VedaSingle<bool> Any<T>(this VedaStream<T> source, Func<T, bool> predicate) =>
        NotNull(source).Reduce(new Search<T>(NotNull(predicate), sought: true));
}
