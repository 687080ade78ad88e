using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Copies all elements into memory that the caller has.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="destination">Where the elements go, from its beginning. The caller leaves it alone while the stream runs.</param>
    /// <returns>How many elements were copied; the memory behind them is untouched.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// Order: the stream's. Errors: the stream's error, or <see cref="ArgumentException"/> at the first element for which there
    /// is no room; what the memory holds is then undefined. Cost: as <see cref="ToArray{T}(VedaStream{T})"/>, but nothing is
    /// allocated for the results.
    /// </remarks>
    /// <example><code>
    /// var squares = new long[1_000];
    /// var count = VedaStream.Range(0, 1_000).Map(x => (long)x * x).CopyInto(squares).Wait();
    /// </code></example>
    public static VedaSingle<int> CopyInto<T>(this VedaStream<T> source, Memory<T> destination) => new CollectedSingle<T, int>(
        NotNull(source),
        length => new MemoryPlacement<T>(destination, length),
        observer => new MemoryConsumer<T>(destination, observer));
}
