using Veda.Rx.Fusion;
using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Drops the first elements.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="count">How many elements to drop; none if it is 0 or less.</param>
    /// <returns>The elements behind the first <paramref name="count"/>, in order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: counted from the first element that is left. Runs in parallel where positions are known: at a
    /// source, or behind stages that give one result for each element; elsewhere in order, at the merge. Errors: dropped
    /// elements are worked on by the stages before this one, and an error there ends the stream. Cost: nothing an element; what
    /// the stages before do for dropped ones.
    /// </remarks>
    /// <example><code>var rows = File.ReadLines(path).ToVeda().Skip(1).Map(Row.Parse);</code></example>
    public static VedaStream<T> Skip<T>(this VedaStream<T> source, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (count <= 0)
            return source;
        return source.Flow switch
        {
            ReadFlow<T> read => new(new SliceFlow<T>(read, count, long.MaxValue), source.Settings),
            { IsInOrder: false, Shift: { } shift } flow => new(new SkipFlow<T>(flow, shift, count), source.Settings),
            _ => source.ThenInOrder(new SkipInOrderStage<T>(count)),
        };
    }
}

/// <summary>A flow without its first results: the stages before still work on them.</summary>
/// <param name="upstream">The flow.</param>
/// <param name="before">How far its results are already behind their positions.</param>
/// <param name="count">How many more to drop.</param>
internal sealed class SkipFlow<T>(Flow<T> upstream, long before, long count) : StageFlow<T, T>(upstream, new SkipStage<T>(before + count))
{
    private readonly Flow<T> _upstream = upstream;

    public override long? Shift => before + count;

    public override long? Length => _upstream.Length is { } length ? Math.Max(length - count, 0) : null;

    public override Flow<T>? Limit(long limit) => _upstream.Limit(count + limit) is { } limited ? new SkipFlow<T>(limited, before, count) : null;
}

/// <summary>Drops what is before a position.</summary>
internal sealed class SkipStage<T>(long first) : Stage<T, T>
{
    public override Folder<T> Bind(Folder<T> next, LaneContext lane) => new SkipFolder(first, next, lane);

    private sealed class SkipFolder(long first, Folder<T> next, LaneContext lane) : Folder<T, T>(next)
    {
        public override void Fold(ReadOnlySpan<T> items)
        {
            var dropped = (int)Math.Clamp(first - lane.Position, 0, items.Length);
            if (dropped == items.Length)
                return;
            lane.Position += dropped;
            Next.Fold(items[dropped..]);
        }
    }
}

/// <summary>Drops so many elements. Runs in order, at a merge.</summary>
internal sealed class SkipInOrderStage<T>(long count) : Stage<T, T>
{
    public override Folder<T> Bind(Folder<T> next, LaneContext lane) => new SkipFolder(count, next);

    private sealed class SkipFolder(long left, Folder<T> next) : Folder<T, T>(next)
    {
        public override void Fold(ReadOnlySpan<T> items)
        {
            var dropped = (int)Math.Min(left, items.Length);
            left -= dropped;
            if (dropped < items.Length)
                Next.Fold(items[dropped..]);
        }
    }
}
