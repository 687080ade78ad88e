using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>A cursor over positions 0 to a known length: a claim is an addition, elements are read by the lanes.</summary>
internal abstract class IndexedCursor<T> : SourceCursor<T>
{
    private long _next;   // written by claims, which never overlap

    /// <summary>How many there are, all through the run.</summary>
    protected abstract long Length { get; }

    public override long? Remaining => Length - _next;

    public override Claim TryClaim(Batch<T> batch, int max)
    {
        var count = (int)Math.Min(max, Length - _next);
        if (count == 0)
            return Claim.Ended;
        batch.Position = _next;
        batch.Count = count;
        _next += count;
        return Claim.Taken;
    }

    public abstract override ReadOnlySpan<T> Read(Batch<T> batch, int start, int count);
}
