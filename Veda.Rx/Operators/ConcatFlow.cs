using Veda.Rx.Batching;
using Veda.Rx.Sources;

namespace Veda.Rx;

/// <summary>Reads one stream to its end, then another.</summary>
internal sealed class ConcatFlow<T>(VedaStream<T> first, VedaStream<T> second) : ReadFlow<T>
{
    public override long? Length => first.Flow.Length + second.Flow.Length;

    public override SourceCursor<T> Read(PipelineRun run, StreamSettings settings, ISourceHost reader) =>
        new Cursor(first.Flow.Read(run, first.Settings, reader), () => second.Flow.Read(run, second.Settings, reader), reader);

    private sealed class Cursor(SourceCursor<T> first, Func<SourceCursor<T>> open, ISourceHost host) : SourceCursor<T>
    {
        private readonly Lock _lock = new();
        private volatile SourceCursor<T>? _second;   // changed under _lock
        private bool _disposed;                      // under _lock
        private volatile Exception? _error;          // why the second one could not be begun
        private bool _firstEnded;                    // written by claims, as the next two
        private long _count;                         // elements claimed
        private long _shift = long.MaxValue;         // how many came from the first one; more than any position while it is read

        public override void Begin() => first.Begin();

        public override Claim TryClaim(Batch<T> batch, int max)
        {
            if (!_firstEnded)
            {
                var claim = Counted(first.TryClaim(batch, max), batch, 0);
                if (claim != Claim.Ended)
                    return claim;
                _firstEnded = true;
                Volatile.Write(ref _shift, _count);
                first.Dispose();
                host.Defer(BeginSecond);
            }
            if (_error is { } error)
            {
                batch.Position = _count;
                batch.Error = error;
                return Claim.Taken;
            }
            return _second is { } second ? Counted(second.TryClaim(batch, max), batch, _shift) : Claim.NotReady;
        }

        public override bool TryReadAhead() => (_second ?? first).TryReadAhead();

        // A lane's batch is from the second stream only if the shift was known when it was claimed.
        public override ReadOnlySpan<T> Read(Batch<T> batch, int start, int count) =>
            Volatile.Read(ref _shift) is var shift && batch.Position < shift
                ? first.Read(batch, start, count)
                : _second!.Read(batch, start, count, -shift);

        public override void Dispose()
        {
            lock (_lock)
                _disposed = true;
            if (!_firstEnded)
                first.Dispose();
            _second?.Dispose();
        }

        private Claim Counted(Claim claim, Batch<T> batch, long shift)
        {
            if (claim == Claim.Taken)
            {
                batch.Position += shift;
                _count += batch.Count;
            }
            return claim;
        }

        private void BeginSecond()
        {
            try
            {
                var second = open();
                lock (_lock)
                {
                    if (!_disposed)
                        _second = second;
                }
                if (_second is null)
                    second.Dispose();
                else
                    second.Begin();
            }
            catch (Exception error)
            {
                _error = error;
            }
            host.Signal();
        }
    }
}
