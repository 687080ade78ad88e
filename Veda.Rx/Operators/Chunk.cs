using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Gathers elements into arrays of a fixed length.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="size">The length of the arrays; 1 or more.</param>
    /// <returns>Arrays of <paramref name="size"/> elements, in order; the last one has what is left.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than 1.</exception>
    /// <remarks>
    /// Order: kept. Runs in order, at the merge; what follows runs in parallel again, on whole arrays. Errors: those of the
    /// stream; the elements behind the last full array are then not delivered. Cost: one copy an element, one array a chunk.
    /// </remarks>
    /// <example><code>var averages = samples.ToVeda().Chunk(1000).Map(chunk => chunk.Average());</code></example>
    public static VedaStream<T[]> Chunk<T>(this VedaStream<T> source, int size)
    {
        ArgumentNullException.ThrowIfNull(source);
        AtLeastOne(size);
        return source.ThenInOrder(new ChunkStage<T>(size));
    }
}

/// <summary>Fills arrays. Runs in order, at a merge.</summary>
internal sealed class ChunkStage<T>(int size) : Stage<T, T[]>
{
    public override Folder<T> Bind(Folder<T[]> next, LaneContext lane) => new ChunkFolder(size, next, lane);

    private sealed class ChunkFolder(int size, Folder<T[]> next, LaneContext lane) : Folder<T, T[]>(next)
    {
        private Scratch<T[]> _full = new(lane.Buffers);
        private Scratch<T> _rest = new(lane.Buffers);   // of the chunk that is not full
        private int _count;

        public override void Fold(ReadOnlySpan<T> items)
        {
            var full = _full.Span((int)(((long)_count + items.Length) / size));
            foreach (ref var chunk in full)
            {
                var taken = size - _count;
                chunk = [.. Remainder, .. items[..taken]];
                items = items[taken..];
                _count = 0;
            }
            items.CopyTo(_rest.Grown(_count, _count + items.Length).AsSpan(_count));
            _count += items.Length;
            if (full.Length > 0)
                Next.Fold(full);
        }

        public override void End()
        {
            if (_count > 0)
                Next.Fold([Remainder.ToArray()]);
            Next.End();
        }

        private ReadOnlySpan<T> Remainder => _count == 0 ? default : _rest.Array(_count).AsSpan(0, _count);

        public override void Release()
        {
            _count = 0;
            _full.Release();
            _rest.Release();
            Next.Release();
        }
    }
}
