using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>A cursor over a source that must be read element by element, in order: positions are counted as they are read.</summary>
/// <remarks>
/// A step of the source may take long, so the host is asked behind the first element whether to go on, and then as often as
/// the speed of the elements so far makes reasonable: claims of slow elements end at once, cheap ones pay nothing for it.
/// </remarks>
internal abstract class PulledCursor<T>(ISourceHost host) : SourceCursor<T>
{
    /// <summary>The run's side.</summary>
    protected ISourceHost Host => host;

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
            var space = Math.Min(max, 256);   // small at first: a source that has little ready should not cost a buffer for `max` elements
            for (var more = 1; count < max && pull == Pull.Full && more > 0; more = host.More(count))
            {
                if (count == space)
                    space = Math.Min(max, space * 4);
                var end = more < space - count ? count + more : space;
                pull = Fill(batch.Grown(count, space).AsSpan(0, end), ref count);
            }
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
