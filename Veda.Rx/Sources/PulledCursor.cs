using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>A cursor over a source that must be read element by element, in order: positions are counted as they are read.</summary>
internal abstract class PulledCursor<T> : SourceCursor<T>
{
    private long _position;
    private bool _ended;

    /// <summary>What one attempt to read found.</summary>
    protected enum Pull { Element, NotReady, End }

    public sealed override Claim TryClaim(Batch<T> batch, int max)
    {
        if (_ended)
            return Claim.Ended;
        batch.Position = _position;
        var count = 0;
        var pulled = Pull.Element;
        try
        {
            // Small at first: a source that has little ready should not cost a buffer for `max` elements.
            var buffer = batch.Buffer(Math.Min(max, 256));
            while (count < max && (pulled = TryPull(out var value)) == Pull.Element)
            {
                if (count == buffer.Length)
                    buffer = batch.Grown(count, Math.Min(max, count * 2));
                buffer[count++] = value;
            }
            if (pulled == Pull.End)
                _ended = true;
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
        return pulled == Pull.End ? Claim.Ended : Claim.NotReady;
    }

    /// <summary>Reads one element if one can be had without waiting. Throws what the source throws.</summary>
    protected abstract Pull TryPull(out T value);
}
