using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>A cursor over a source that must be read element by element, in order: positions are counted as they are read.</summary>
/// <remarks>
/// A step of the source may take long. The clock is looked at after the first element of a claim, the second, the fourth, and
/// so on, so a claim of slow elements ends at once; between cheap ones it is looked at too seldom to be noticed.
/// </remarks>
internal abstract class PulledCursor<T>(ISourceHost host) : SourceCursor<T>
{
    /// <summary>The most elements between two looks at the clock.</summary>
    private const int LongestChunk = 256;

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
            var space = Math.Min(max, LongestChunk);   // small at first: a source that has little ready should not cost a buffer for `max` elements
            var enough = false;
            for (var chunk = 1; count < max && pull == Pull.Full && !enough; chunk = Math.Min(2 * chunk, LongestChunk))
            {
                var end = Math.Min(max, count + chunk);
                if (end > space)
                    space = Math.Min(max, space * 4);
                pull = Fill(batch.Grown(count, space).AsSpan(0, end), ref count);
                enough = host.IsEnough(count);
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
