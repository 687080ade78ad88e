namespace Veda.Rx.Sources;

/// <summary>A list of unknown kind: its indexer is called in order, never by two threads at once, since few indexers promise more.</summary>
internal sealed class ReadOnlyListSource<T>(IReadOnlyList<T> list) : StreamSource<T>
{
    public override long? Length => list.Count;

    public override SourceCursor<T> Open(ISourceHost host) => new Cursor(list);

    private sealed class Cursor(IReadOnlyList<T> list) : PulledCursor<T>
    {
        private readonly int _length = list.Count;
        private int _next;

        public override long? Remaining => _length - _next;

        protected override Pull Fill(Span<T> items, ref int count)
        {
            for (; count < items.Length; count++)
            {
                if (_next == _length)
                    return Pull.End;
                items[count] = list[_next++];
            }
            return Pull.Full;
        }
    }
}
