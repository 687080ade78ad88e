using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Whether all elements satisfy a condition.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">The condition. Called by several threads at the same time, at most once for each element; not for those that turn out not to matter.</param>
    /// <returns>False, as soon as there is an element that does not; true at the end.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: the first such element ends the run; the stages before may have been called for some elements behind it. Errors: an
    /// error behind that element is not seen; one before it ends the run. Determinism: exact. Cost: batches start with one
    /// element and grow slowly.
    /// </remarks>
    /// <example><code>var positive = VedaStream.Range(1, 1_000).All(x => x > 0).Wait();</code></example>
    public static VedaSingle<bool> All<T>(this VedaStream<T> source, Func<T, bool> predicate) =>
        NotNull(source).Reduce(new Search<T>(NotNull(predicate), sought: false));
}
