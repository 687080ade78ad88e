using Veda.Rx.Batching;
using Veda.Rx.Internal;
using Veda.Rx.Sources;

namespace Veda.Rx.Sinks;

/// <summary>
/// Joins two segments: a ring of results that the merge of the first one fills and the cursor of the second one empties.
/// Its free room is the credit of the first segment, so a slow reader slows everything before it.
/// </summary>
/// <remarks>
/// The writer is the merge's drainer, the reader whoever holds the second segment's claim gate. Each calls the other side
/// after what it does to the ring, which is how neither misses the other.
/// </remarks>
/// <param name="arrived">Tells the reader that results, or the end, have arrived. Called by the writer.</param>
internal sealed class HandOver<T>(Action arrived) : Consumer<T>
{
    /// <summary>How many results may wait.</summary>
    public const int Capacity = 4096;

    private readonly HandOverRing<T, RealSync> _ring = new(Capacity);
    private Exception? _error;        // written by the writer before the ring's end

    /// <summary>The segment whose merge writes here. Set before the run starts.</summary>
    public Segment? Producer { get; set; }

    /// <summary>The reading side.</summary>
    public SourceCursor<T> Cursor => new Reader(this);

    public override string Name => "its reader";

    public override int Room => _ring.Room;

    public override void Fold(ReadOnlySpan<T> items)
    {
        _ring.Write(items);
        arrived();
    }

    public override void Complete(Exception? error)
    {
        _error = error;
        _ring.End();
        arrived();
    }

    private int Take(Batch<T> batch, int max)
    {
        var count = Math.Min(max, _ring.Available);
        if (count == 0)
            return 0;
        _ring.Read(batch.Buffer(count).AsSpan(0, count));
        Producer!.Credit();
        return count;
    }

    private sealed class Reader(HandOver<T> ring) : SourceCursor<T>
    {
        private bool _errorGiven;

        public override void Begin() => ring.Producer!.Begin();

        public override Claim TryClaim(Batch<T> batch, int max)
        {
            var ended = ring._ring.HasEnded;   // before looking for elements: what was written before the end is then seen
            batch.Position = ring._ring.Position;
            batch.Count = ring.Take(batch, max);
            if (batch.Count > 0)
                return Claim.Taken;
            if (!ended)
                return Claim.NotReady;
            if (ring._error is null || _errorGiven)
                return Claim.Ended;
            _errorGiven = true;
            batch.Error = ring._error;
            return Claim.Taken;
        }

        // Nothing else tells the writer that the reader has gone: if it took that for an end of its own, what closing the source throws would be left in the ring, which nobody reads.
        public override void Dispose() => ring.Producer!.CancelByReader();
    }
}
