using Veda.Rx.Batching;
using Veda.Rx.Fusion;
using Veda.Rx.Internal;
using Veda.Rx.Sources;

namespace Veda.Rx;

/// <summary>Reads two streams side by side.</summary>
internal sealed class ZipFlow<TFirst, TSecond>(VedaStream<TFirst> first, VedaStream<TSecond> second) : ReadFlow<(TFirst First, TSecond Second)>
{
    public override long? Length => first.Flow.Length is { } a && second.Flow.Length is { } b ? Math.Min(a, b) : null;

    public override SourceCursor<(TFirst First, TSecond Second)> Read(PipelineRun run, StreamSettings settings, ISourceHost reader) =>
        new Cursor(new(first.Flow.Read(run, first.Settings, reader), settings.Buffers), new(second.Flow.Read(run, second.Settings, reader), settings.Buffers), reader);

    private sealed class Cursor(Ahead<TFirst> first, Ahead<TSecond> second, ISourceHost host)
        : SourceCursor<(TFirst First, TSecond Second)>
    {
        private long _position;
        private volatile bool _readsSecond;   // written by claims, read by who wants to know

        internal override string Side => _readsSecond ? "second" : "first";

        public override long? Remaining => first.Remaining is { } a && second.Remaining is { } b ? Math.Min(a, b) : null;

        public override void Begin()
        {
            // Either one may push until it finds its queue full, while it is begun: none may wait for the other.
            host.Defer(second.Begin);
            first.Begin();
        }

        public override Claim TryClaim(Batch<(TFirst First, TSecond Second)> batch, int max)
        {
            _readsSecond = false;
            var claim = first.Look(max);
            if (claim == Claim.Taken && first.Error is null)
            {
                _readsSecond = true;
                claim = second.Look(first.Count);
            }
            if (claim != Claim.Taken)
                return claim;
            batch.Position = _position;
            batch.Error = first.Error ?? second.Error;
            if (batch.Error is null)
                Fill(batch, Math.Min(first.Count, second.Count));
            _position += batch.Count;
            first.Forget();
            second.Forget();
            return Claim.Taken;
        }

        private void Fill(Batch<(TFirst First, TSecond Second)> batch, int count)
        {
            var pairs = batch.Buffer(count);
            batch.Count = 0;
            try
            {
                while (batch.Count < count)
                {
                    var n = Math.Min(count - batch.Count, Leaf.Size);
                    var a = first.Read(n);
                    var b = second.Read(n);
                    for (var i = 0; i < n; i++)
                        pairs[batch.Count + i] = (a[i], b[i]);
                    batch.Count += n;
                }
            }
            catch (Exception error)
            {
                batch.Error = error;
            }
        }

        public override void Dispose()
        {
            try
            {
                second.Dispose();
            }
            finally
            {
                first.Dispose();
            }
        }
    }
}

/// <summary>A cursor's elements in portions of a size that its reader chooses.</summary>
internal sealed class Ahead<T>(SourceCursor<T> cursor, BufferPool buffers) : IDisposable
{
    private readonly Batch<T> _claimed = new(buffers);
    private int _start;   // of what is left of it

    /// <summary>How many elements can be read.</summary>
    public int Count => _claimed.Count - _start;

    /// <summary>What the source threw, once all elements before that have been read.</summary>
    public Exception? Error => Count == 0 ? _claimed.Error : null;

    public long? Remaining => Count + cursor.Remaining;

    public void Begin() => cursor.Begin();

    /// <summary>Claims at most <paramref name="max"/> elements unless some are left.</summary>
    public Claim Look(int max)
    {
        if (Count > 0 || Error is not null)
            return Claim.Taken;
        _start = _claimed.Count = 0;
        return cursor.TryClaim(_claimed, max);
    }

    /// <summary>The next <paramref name="count"/> elements, valid until the next call.</summary>
    public ReadOnlySpan<T> Read(int count)
    {
        var items = cursor.Read(_claimed, _start, count);
        _start += count;
        return items;
    }

    /// <summary>Keeps nothing alive of what has been read.</summary>
    public void Forget()
    {
        if (Count > 0 || _claimed.Error is not null)
            return;
        _claimed.Reset();
        _start = 0;
    }

    public void Dispose()
    {
        _claimed.Release();
        cursor.Dispose();
    }
}
