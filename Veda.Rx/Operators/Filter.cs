using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Keeps the elements that satisfy a condition.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">Whether to keep an element. Called once for each element, by several threads at the same time, in no particular order.</param>
    /// <returns>The kept elements, in order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: lost; operators behind it that need them run at the merge. Errors: what
    /// <paramref name="predicate"/> throws ends the stream at that element's position. Cost: one delegate call an element.
    /// </remarks>
    /// <example><code>var even = VedaStream.Range(0, 100).Filter(x => x % 2 == 0).ToList().Wait();</code></example>
    public static VedaStream<T> Filter<T>(this VedaStream<T> source, Func<T, bool> predicate) =>
        NotNull(source).Then(new FilterStage<T>(NotNull(predicate)));
}

internal sealed class FilterStage<T>(Func<T, bool> predicate) : Stage<T, T>
{
    public override Folder<T> Bind(Folder<T> next, LaneContext lane) => new FilterFolder(predicate, next, lane);

    private sealed class FilterFolder(Func<T, bool> predicate, Folder<T> next, LaneContext lane) : Folder<T, T>(next)
    {
        private Scratch<T> _scratch = new(lane.Buffers);

        public override void Fold(ReadOnlySpan<T> items)
        {
            var kept = _scratch.Span(items.Length);
            var count = 0;
            try
            {
                // Writes every element and moves on only behind those to keep: no branch to mispredict.
                foreach (var item in items)
                {
                    kept[count] = item;
                    count += predicate(item) ? 1 : 0;
                }
            }
            catch
            {
                Next.Fold(kept[..count]);
                throw;
            }
            Next.Fold(kept[..count]);
        }

        public override void Release()
        {
            _scratch.Release();
            Next.Release();
        }
    }
}
