using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>A cursor over a source that must be read element by element, in order: positions are counted as they are read.</summary>
internal abstract class PulledCursor<T> : SourceCursor<T>
{
    private long _position;
    private bool _ended;

    /// <summary>Why reading stopped.</summary>
    protected enum Pull
    {
        /// <summary>There is no more space.</summary>
        Full,

        /// <summary>More may come later; the host is signalled then.</summary>
        NotReady,

        /// <summary>Nothing follows.</summary>
        End,
    }

    public sealed override Claim TryClaim(Batch<T> batch, int max)
    {
        if (_ended)
            return Claim.Ended;
        batch.Position = _position;
        var count = 0;
        var pull = Pull.Full;
        try
        {
            // Small at first: a source that has little ready should not cost a buffer for `max` elements.
            for (var space = Math.Min(max, 256); count < max && pull == Pull.Full; space = Math.Min(max, space * 4))
                pull = Fill(batch.Grown(count, space).AsSpan(0, space), ref count);
            _ended = pull == Pull.End;
        }
        catch (Exception error)
        {
            _ended = true;
            batch.Error = error;
        }
        _position += count;
        batch.Count = count;
        if (count > 0 || batch.Error is not null)
            return Claim.Taken;
        return _ended ? Claim.Ended : Claim.NotReady;
    }

    /// <summary>Reads what can be had without waiting. Throws what the source throws.</summary>
    /// <param name="items">Where to put it, behind what is already there.</param>
    /// <param name="count">How many elements are there; up to date whenever user code runs.</param>
    protected abstract Pull Fill(Span<T> items, ref int count);
}
