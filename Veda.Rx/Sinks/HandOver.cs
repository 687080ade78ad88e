using System.Runtime.CompilerServices;
using Veda.Rx.Batching;
using Veda.Rx.Sources;

namespace Veda.Rx.Sinks;

/// <summary>
/// Joins two segments: a ring of results that the merge of the first one fills and the cursor of the second one empties.
/// Its free room is the credit of the first segment, so a slow reader slows everything before it.
/// </summary>
/// <remarks>
/// One writer (the merge's drainer), one reader (whoever holds the second segment's claim gate). The writer publishes
/// elements by its store to the tail, the reader gives room back by its store to the head; each then calls the other side,
/// which is how neither misses the other.
/// </remarks>
internal sealed class HandOver<T>(ISourceHost reader) : Consumer<T>
{
    /// <summary>How many results may wait.</summary>
    public const int Capacity = 4096;

    private readonly T[] _ring = new T[Capacity];
    private long _head;               // next to read; written by the reader
    private long _tail;               // next to write; written by the writer
    private Exception? _error;        // written before _ended
    private volatile bool _ended;     // written by the writer: nothing follows
    private volatile bool _closed;    // written by the reader: nothing more is wanted

    /// <summary>The segment whose merge writes here. Set before the run starts.</summary>
    public Segment? Producer { get; set; }

    /// <summary>The reading side.</summary>
    public SourceCursor<T> Cursor => new Reader(this);

    public override int Room => Capacity - (int)(_tail - Volatile.Read(ref _head));

    public override bool Done => _closed;

    public override void Fold(ReadOnlySpan<T> items)
    {
        var start = (int)(_tail % Capacity);
        var first = Math.Min(items.Length, Capacity - start);
        items[..first].CopyTo(_ring.AsSpan(start));
        items[first..].CopyTo(_ring);
        Volatile.Write(ref _tail, _tail + items.Length);
        reader.Signal();
    }

    public override void Complete(Exception? error)
    {
        _error = error;
        _ended = true;
        reader.Signal();
    }

    private int Take(Batch<T> batch, int max)
    {
        var count = (int)Math.Min(max, Volatile.Read(ref _tail) - _head);
        if (count == 0)
            return 0;
        var start = (int)(_head % Capacity);
        var first = Math.Min(count, Capacity - start);
        var buffer = batch.Buffer(count);
        Move(start, buffer.AsSpan(0, first));
        Move(0, buffer.AsSpan(first, count - first));
        Volatile.Write(ref _head, _head + count);
        Producer!.Credit();
        return count;
    }

    private void Move(int start, Span<T> target)
    {
        var source = _ring.AsSpan(start, target.Length);
        source.CopyTo(target);
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            source.Clear();
    }

    private sealed class Reader(HandOver<T> ring) : SourceCursor<T>
    {
        private bool _errorGiven;

        public override void Begin() => ring.Producer!.Begin();

        public override Claim TryClaim(Batch<T> batch, int max)
        {
            var ended = ring._ended;   // before looking for elements: what was written before the end is then seen
            batch.Position = ring._head;
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

        public override void Dispose()
        {
            ring._closed = true;
            ring.Producer!.Cancel(null);
        }
    }
}
