namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Delivers results as soon as they are there, instead of in order.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>The same elements in any order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// Order: given up. Holds for the segment: the operators since the last one that runs in order at a merge, and those that
    /// follow. Errors: the first that happens ends the stream; which elements are delivered before it is chance. Cost: less:
    /// nothing waits for a slow element before it, and a fold keeps one accumulator for each participant.
    /// </remarks>
    /// <example><code>await foreach (var page in urls.ToVeda().Map(Fetch).Unordered()) ...</code></example>
    public static VedaStream<T> Unordered<T>(this VedaStream<T> source) => new(NotNull(source).Flow, source.Settings with { Ordered = false });
}
