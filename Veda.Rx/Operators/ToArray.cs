using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Collects all elements into an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>A new array for every run, in the stream's order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// Order: the stream's. Errors: the stream's error, and no array. Cost: where the stream knows its length and positions (an
    /// indexed source and one-to-one operators behind it), workers write straight into the array; otherwise results are
    /// collected in order and copied once more at the end.
    /// </remarks>
    /// <example><code>long[] squares = VedaStream.Range(0, 1_000).Map(x => (long)x * x).ToArray().Wait();</code></example>
    public static VedaSingle<T[]> ToArray<T>(this VedaStream<T> source) => new CollectedSingle<T, T[]>(
        NotNull(source),
        static length => new ArrayPlacement<T>(length),
        static observer => new ListConsumer<T, T[]>(static list => [.. list], observer));
}
