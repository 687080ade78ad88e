using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Transforms every element.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="map">Gives an element's result. Called once for each element, by several threads at the same time, in no particular order.</param>
    /// <returns>The results, in the order of their elements.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: kept. Errors: what <paramref name="map"/> throws ends the stream at that element's position,
    /// behind all results before it. Cost: one delegate call an element, no allocation.
    /// </remarks>
    /// <example><code>var squares = VedaStream.Range(1, 1_000_000).Map(x => (long)x * x).Sum().Wait();</code></example>
    public static VedaStream<TResult> Map<T, TResult>(this VedaStream<T> source, Func<T, TResult> map) =>
        NotNull(source).Then(new MapStage<T, TResult>(NotNull(map)));
}

internal sealed class MapStage<T, TResult>(Func<T, TResult> map) : Stage<T, TResult>
{
    public override bool OneToOne => true;

    public override Folder<T> Bind(Folder<TResult> next, LaneContext lane) => new MapFolder(map, next, lane);

    private sealed class MapFolder(Func<T, TResult> map, Folder<TResult> next, LaneContext lane) : Folder<T, TResult>(next)
    {
        private Scratch<TResult> _scratch = new(lane.Buffers);

        public override void Fold(ReadOnlySpan<T> items)
        {
            var results = _scratch.Span(items.Length);
            var i = 0;
            try
            {
                for (; i < items.Length; i++)
                    results[i] = map(items[i]);
            }
            catch
            {
                Next.Fold(results[..i]);
                throw;
            }
            Next.Fold(results);
        }

        public override void Release()
        {
            _scratch.Release();
            Next.Release();
        }
    }
}
