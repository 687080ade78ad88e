using Veda.Rx.Batching;
using Veda.Rx.Sources;

namespace Veda.Rx;

/// <summary>A part of what another flow reads: some elements at the beginning are passed over, and nothing is asked for behind the last one.</summary>
internal sealed class SliceFlow<T>(ReadFlow<T> upstream, long skip, long take) : ReadFlow<T>
{
    public override long? Length => upstream.Length is { } length ? Math.Clamp(length - skip, 0, take) : null;

    public override SourceCursor<T> Read(PipelineRun run, StreamSettings settings, ISourceHost reader) =>
        new Cursor(upstream.Read(run, settings, reader), skip, take);

    private sealed class Cursor(SourceCursor<T> cursor, long skip, long take) : SourceCursor<T>
    {
        private const int SkippedAtOnce = 65_536;

        private long _skipped;   // elements passed over
        private long _taken;     // elements claimed behind them

        private long Left => take - _taken;

        public override long? Remaining => Left == 0 ? 0 : cursor.Remaining is { } there ? Math.Clamp(there - (skip - _skipped), 0, Left) : null;

        public override void Begin() => cursor.Begin();

        public override Claim TryClaim(Batch<T> batch, int max)
        {
            if (_skipped < skip)
            {
                var skipped = cursor.TryClaim(batch, (int)Math.Min(skip - _skipped, SkippedAtOnce));
                if (skipped != Claim.Taken)
                    return skipped;
                _skipped += batch.Count;
                if (batch.Error is not null)
                {
                    batch.Count = 0;
                    return Claim.Taken;
                }
                batch.Reset();
                if (_skipped < skip)
                    return Claim.Skipped;   // others have their turn, and the run may be over
            }
            if (Left == 0)
                return Claim.Ended;
            var claim = cursor.TryClaim(batch, (int)Math.Min(Left, max));
            if (claim == Claim.Taken)
            {
                _taken += batch.Count;
                batch.Position -= skip;
            }
            return claim;
        }

        public override bool TryReadAhead() => take == long.MaxValue && cursor.TryReadAhead();   // nothing is asked for behind the last one

        public override ReadOnlySpan<T> Read(Batch<T> batch, int start, int count) => cursor.Read(batch, start, count, skip);

        public override void Dispose() => cursor.Dispose();
    }
}
