using System.Runtime.CompilerServices;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Puts another stream's elements behind this one's.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream whose elements come first.</param>
    /// <param name="second">The stream whose elements follow. It is begun when the first one has been read to its end.</param>
    /// <returns>The elements of both streams, in order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: counted on from the first stream. The stages of each stream run with that stream's settings,
    /// what follows with the first one's. Errors: those of the first stream end both, and the second is then never begun.
    /// Cost: nothing an element for sources; streams with stages are handed over with a copy.
    /// </remarks>
    /// <example><code>var all = history.ToVeda().Concat(live.ToVeda()).Map(Parse);</code></example>
    [OverloadResolutionPriority(3)]
    public static VedaStream<T> Concat<T>(this VedaStream<T> source, VedaStream<T> second)
    {
        var flow = new ConcatFlow<T>(NotNull(source), NotNull(second));
        return new(flow, source.Settings.WithTokensOf(second.Settings));
    }

    /// <inheritdoc cref="Concat{T}(VedaStream{T}, VedaStream{T})"/>
    [OverloadResolutionPriority(2)]
    public static VedaStream<T> Concat<T>(this VedaStream<T> source, IAsyncEnumerable<T> second) => source.Concat(NotNull(second).ToVeda());

    /// <inheritdoc cref="Concat{T}(VedaStream{T}, VedaStream{T})"/>
    [OverloadResolutionPriority(1)]
    public static VedaStream<T> Concat<T>(this VedaStream<T> source, IEnumerable<T> second) => source.Concat(NotNull(second).ToVeda());

    /// <inheritdoc cref="Concat{T}(VedaStream{T}, VedaStream{T})"/>
    public static VedaStream<T> Concat<T>(this VedaStream<T> source, IObservable<T> second) => source.Concat(NotNull(second).ToVeda());
}
