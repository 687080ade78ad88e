using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>A cursor over positions 0 to a known length: a claim is an addition, elements are read by the lanes.</summary>
internal abstract class IndexedCursor<T>(long length) : SourceCursor<T>
{
    private long _next;   // written by claims, which never overlap

    public override long? Remaining => length - _next;

    public override Claim TryClaim(Batch<T> batch, int max)
    {
        var count = (int)Math.Min(max, length - _next);
        if (count == 0)
            return Claim.Ended;
        batch.Position = _next;
        batch.Count = count;
        _next += count;
        return Claim.Taken;
    }

    public abstract override ReadOnlySpan<T> Read(Batch<T> batch, int start, int count);
}
