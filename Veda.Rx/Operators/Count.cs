using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Counts the elements.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>How many elements there are.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: of no consequence. All stages run, for every element. Errors: <see cref="OverflowException"/> if there are more than an <see cref="int"/> holds; what a delegate throws ends the run
    /// at its position. Determinism: exact. Cost: an addition for up to 1,024 elements, or one delegate call an element.
    /// </remarks>
    /// <example><code>var even = VedaStream.Range(0, 100).Count(x => x % 2 == 0).Wait();</code></example>
    public static VedaSingle<int> Count<T>(this VedaStream<T> source) =>
        NotNull(source).Reduce(new Counter<T, int>(null, static count => checked((int)count)));

    /// <summary>Counts the elements that satisfy a condition.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">Whether to count an element. Called once for each element, by several threads at the same time.</param>
    /// <inheritdoc cref="Count{T}(VedaStream{T})"/>
    public static VedaSingle<int> Count<T>(this VedaStream<T> source, Func<T, bool> predicate) =>
        NotNull(source).Reduce(new Counter<T, int>(NotNull(predicate), static count => checked((int)count)));
}
