using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Collects all elements into a list.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>A new list for every run, in the stream's order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// Order: the stream's. Errors: the stream's error, and no list. Cost: one copy of the results. Where the stream knows its
    /// length and positions (an indexed source and one-to-one operators behind it), workers write straight into the list.
    /// </remarks>
    /// <example><code>List&lt;int&gt; list = VedaStream.Range(0, 10).ToList().Wait();</code></example>
    public static VedaSingle<List<T>> ToList<T>(this VedaStream<T> source) => new CollectedSingle<T, List<T>>(
        NotNull(source),
        static length => new ListPlacement<T>(length),
        static observer => new ListConsumer<T, List<T>>(static list => list, observer));

    /// <inheritdoc cref="ToList{T}(VedaStream{T})"/>
    public static VedaSingle<List<T>> Collect<T>(this VedaStream<T> source) => source.ToList();
}
