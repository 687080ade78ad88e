using Veda.Rx.Fusion;
using Veda.Rx.Sources;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Keeps the first elements.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="count">How many elements to keep; none if it is 0 or less.</param>
    /// <returns>The first <paramref name="count"/> elements in order, or all if there are fewer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// Order: kept. Laziness: directly behind a source, or behind stages that give one result for each element, nothing more
    /// than <paramref name="count"/> elements is read or worked on; elsewhere the stream is read ahead, and stopped. Errors:
    /// those behind the last element kept do not count. Cost: nothing an element where positions are known, otherwise a copy.
    /// </remarks>
    /// <example><code>var first = lines.ToVeda().Filter(line => line.Contains("error")).Take(10).ToList().Wait();</code></example>
    public static VedaStream<T> Take<T>(this VedaStream<T> source, int count)
    {
        NotNull(source);
        if (count <= 0)
            return new(new SourceFlow<T>(new EmptySource<T>()), source.Settings);
        return source.Flow.Limit(count) is { } limited
            ? new(limited, source.Settings)
            : source.ThenInOrder(new TakeStage<T>(count));
    }
}

/// <summary>Passes on so many elements, and then needs no more. Runs in order, at a merge.</summary>
internal sealed class TakeStage<T>(long count) : Stage<T, T>
{
    public override Folder<T> Bind(Folder<T> next, LaneContext lane) => new TakeFolder(count, next);

    private sealed class TakeFolder(long left, Folder<T> next) : Folder<T, T>(next)
    {
        // Stages at the merge before this one are not given more elements than it needs.
        public override int Room => (int)Math.Min(left, Next.Room);

        internal override bool MayEndEarly => true;

        public override bool Done => left == 0 || Next.Done;

        public override void Fold(ReadOnlySpan<T> items)
        {
            left -= items.Length;
            Next.Fold(items);
        }
    }
}
