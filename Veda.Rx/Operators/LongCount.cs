using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Counts the elements in 64 bits.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>How many elements there are.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: of no consequence. All stages run, for every element. Errors: what a delegate throws ends the run
    /// at its position. Determinism: exact. Cost: an addition for up to 1,024 elements, or one delegate call an element.
    /// </remarks>
    /// <example><code>var even = VedaStream.Range(0, 100).LongCount(x => x % 2 == 0).Wait();</code></example>
    public static VedaSingle<long> LongCount<T>(this VedaStream<T> source) =>
        NotNull(source).Reduce(new Counter<T, long>(null, static count => count));

    /// <summary>Counts the elements that satisfy a condition in 64 bits.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">Whether to count an element. Called once for each element, by several threads at the same time.</param>
    /// <inheritdoc cref="LongCount{T}(VedaStream{T})"/>
    public static VedaSingle<long> LongCount<T>(this VedaStream<T> source, Func<T, bool> predicate) =>
        NotNull(source).Reduce(new Counter<T, long>(NotNull(predicate), static count => count));
}
