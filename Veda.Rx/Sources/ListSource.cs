using System.Runtime.InteropServices;
using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>A list, read in place. Like LINQ, a run fails with <see cref="InvalidOperationException"/> when the list is changed under it.</summary>
internal sealed class ListSource<T>(List<T> list) : StreamSource<T>
{
    public override long? Length => list.Count;

    public override SourceCursor<T> Open(ISourceHost host) => new Cursor(list);

    private sealed class Cursor(List<T> list) : IndexedCursor<T>
    {
        // Never advanced: a copy of it notices, as any enumerator does, that the list has changed since the run began.
        private readonly List<T>.Enumerator _unchanged = list.GetEnumerator();

        protected override long Length { get; } = list.Count;

        public override ReadOnlySpan<T> Read(Batch<T> batch, int start, int count)
        {
            var probe = _unchanged;
            probe.MoveNext();
            return CollectionsMarshal.AsSpan(list).Slice((int)batch.Position + start, count);
        }
    }
}
