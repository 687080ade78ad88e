using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>No elements.</summary>
internal sealed class EmptySource<T> : StreamSource<T>
{
    public override long? Length => 0;

    public override SourceCursor<T> Open(ISourceHost host) => new Cursor();

    private sealed class Cursor : SourceCursor<T>
    {
        public override long? Remaining => 0;

        public override Claim TryClaim(Batch<T> batch, int max) => Claim.Ended;
    }
}

/// <summary>An error instead of the first element.</summary>
internal sealed class ThrowSource<T>(Exception error) : StreamSource<T>
{
    public override SourceCursor<T> Open(ISourceHost host) => new Cursor(error);

    private sealed class Cursor(Exception error) : SourceCursor<T>
    {
        public override Claim TryClaim(Batch<T> batch, int max)
        {
            batch.Position = 0;
            batch.Error = error;
            return Claim.Taken;
        }
    }
}

/// <summary>Neither elements nor an end.</summary>
internal sealed class NeverSource<T> : StreamSource<T>
{
    public override SourceCursor<T> Open(ISourceHost host) => new Cursor();

    private sealed class Cursor : SourceCursor<T>
    {
        public override Claim TryClaim(Batch<T> batch, int max) => Claim.NotReady;
    }
}
