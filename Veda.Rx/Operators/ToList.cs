using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Collects all elements.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>One list, in the stream's order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>Errors: the stream's error, and no list. Cost: one copy of the results.</remarks>
    /// <example><code>List&lt;int&gt; list = VedaStream.Range(0, 10).ToList().Wait();</code></example>
    public static VedaSingle<List<T>> ToList<T>(this VedaStream<T> source) =>
        NotNull(source).Consume<List<T>>(observer => new ListConsumer<T>(observer));
}
