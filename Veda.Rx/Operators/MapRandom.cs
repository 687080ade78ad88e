using Veda.Rx.Fusion;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Transforms every element with random numbers of its own: the same ones in every run, whatever runs in parallel.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="seed">Decides all numbers, together with an element's index in the stream.</param>
    /// <param name="map">Gives an element's result. Called once for each element, by several threads at the same time, in no particular order.</param>
    /// <returns>The results, in the order of their elements.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or <paramref name="map"/> is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: as <see cref="Map{T, TResult}(VedaStream{T}, Func{T, int, TResult})"/>. On an unordered stream whose positions are lost the
    /// numbers depend on the order of arrival. Errors: what <paramref name="map"/> throws ends the stream at that element's
    /// position. Cost: one delegate call, one copy and a few multiplications an element.
    /// </remarks>
    /// <example><code>
    /// var hits = VedaStream.Range(0, 1_000_000)
    ///     .MapRandom(seed: 42, (_, random) => Math.Pow(random.NextDouble(), 2) + Math.Pow(random.NextDouble(), 2) &lt; 1 ? 1 : 0)
    ///     .Sum().Wait();   // about a quarter of π, and the same each time
    /// </code></example>
    public static VedaStream<TResult> MapRandom<T, TResult>(this VedaStream<T> source, ulong seed, Func<T, VedaRandom, TResult> map)
    {
        var kernel = new RandomKernel<T, TResult>(seed, NotNull(map));
        return EnumerateInLanes(NotNull(source)).Then(new MapStage<RandomKernel<T, TResult>, (long, T), TResult>(kernel));
    }
}
