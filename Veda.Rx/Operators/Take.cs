using Veda.Rx.Fusion;
using Veda.Rx.Internal;
using Veda.Rx.Sinks;
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
        ArgumentNullException.ThrowIfNull(source);
        if (count <= 0)
            return new(new SourceFlow<T>(new EmptySource<T>()), source.Settings);
        return source.Flow.Limit(count) is { } limited
            ? new(limited, source.Settings)
            : source.ThenInOrder(new TakeStage<T>(count));
    }

    /// <summary>Keeps the elements in a range of indices, which may be counted from the end, as LINQ does: <c>Take(2..5)</c>, <c>Take(..^1)</c>, <c>Take(^3..)</c>.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="range">The index of the first element to keep, and the one behind the last.</param>
    /// <returns>The elements of the stream that are in the range, in order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: as of <c>Skip</c> and <see cref="Take{T}(VedaStream{T}, int)"/> if both indices count from the
    /// beginning; otherwise new ones. Errors: those behind the last element kept do not count if both indices count from the
    /// beginning; otherwise those of the whole stream do, and if the first index counts from the end there are no results then.
    /// Cost: an end that counts from the end runs in order, at the merge, and holds so many elements back; a first index that
    /// does waits for the whole stream and remembers so many.
    /// </remarks>
    /// <example><code>var withoutFrame = lines.ToVeda().Take(1..^1).ToList().Wait();</code></example>
    public static VedaStream<T> Take<T>(this VedaStream<T> source, Range range)
    {
        ArgumentNullException.ThrowIfNull(source);
        var (start, end) = (range.Start, range.End);
        if (start.IsFromEnd)
            return end.IsFromEnd && end.Value >= start.Value ? source.Take(0) : LastElements(source, start.Value, end);
        var behind = source.Skip(start.Value);
        if (!end.IsFromEnd)
            return behind.Take(end.Value - start.Value);
        return end.Value == 0 ? behind : behind.ThenInOrder(new SkipLastStage<T>(end.Value));
    }

    /// <summary>Those of the last elements that are before an index.</summary>
    private static VedaStream<T> LastElements<T>(VedaStream<T> source, int count, Index end)
    {
        return source.ThenConsumed<T, T>(observer => new OrderedFold<T, (Queue<T> Last, long Seen), T[]>((new(), 0), Step, Cut, observer));

        (Queue<T> Last, long Seen) Step((Queue<T> Last, long Seen) acc, T item)
        {
            acc.Last.Enqueue(item);
            if (acc.Last.Count > count)
                acc.Last.Dequeue();
            return (acc.Last, acc.Seen + 1);
        }

        T[] Cut((Queue<T> Last, long Seen) acc)
        {
            var behind = end.IsFromEnd ? acc.Seen - end.Value : end.Value;
            return [.. acc.Last.Take((int)Math.Clamp(behind - (acc.Seen - acc.Last.Count), 0, acc.Last.Count))];
        }
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

        public override bool MayEndEarly => true;

        public override bool Done => left == 0 || Next.Done;

        public override void Fold(ReadOnlySpan<T> items)
        {
            left -= items.Length;
            Next.Fold(items);
        }
    }
}

/// <summary>Holds back so many elements until others follow. Runs in order, at a merge.</summary>
internal sealed class SkipLastStage<T>(int count) : Stage<T, T>
{
    public override Folder<T> Bind(Folder<T> next, LaneContext lane) => new SkipLastFolder(count, next, lane);

    private sealed class SkipLastFolder(int count, Folder<T> next, LaneContext lane) : Folder<T, T>(next)
    {
        private readonly Queue<T> _held = [];
        private Scratch<T> _scratch = new(lane.Buffers);

        public override void Fold(ReadOnlySpan<T> items)
        {
            var passed = _scratch.Span(items.Length);
            var done = 0;
            foreach (var item in items)
            {
                _held.Enqueue(item);
                if (_held.Count > count)
                    passed[done++] = _held.Dequeue();
            }
            if (done > 0)
                Next.Fold(passed[..done]);
        }

        public override void Release()
        {
            _held.Clear();
            _scratch.Release();
            Next.Release();
        }
    }
}
