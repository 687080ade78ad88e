using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>An array, read in place: nothing is copied. Elements changed during a run are seen old or new.</summary>
internal sealed class ArraySource<T>(T[] array) : StreamSource<T>
{
    public override long? Length => array.Length;

    public override SourceCursor<T> Open(ISourceHost host) => new Cursor(array);

    private sealed class Cursor(T[] array) : IndexedCursor<T>
    {
        protected override long Length => array.Length;

        // An array of a derived element type cannot become a Span<T>, but it can become a ReadOnlySpan<T>.
        public override ReadOnlySpan<T> Read(Batch<T> batch, int start, int count) =>
            new(array, (int)batch.Position + start, count);
    }
}
