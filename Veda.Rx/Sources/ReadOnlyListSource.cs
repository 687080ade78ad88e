namespace Veda.Rx.Sources;

/// <summary>A list of unknown kind: its indexer is called in order, never by two threads at once, since few indexers promise more.</summary>
internal sealed class ReadOnlyListSource<T>(IReadOnlyList<T> list) : StreamSource<T>
{
    public override long? Length
    {
        get
        {
            try
            {
                return list.Count is >= 0 and var count ? count : null;
            }
            catch (Exception)
            {
                return null;   // thrown again when the run asks, where it ends the stream, as it is with a negative one
            }
        }
    }

    public override SourceCursor<T> Open(ISourceHost host) => new Cursor(list, host);

    private sealed class Cursor(IReadOnlyList<T> list, ISourceHost host) : PulledCursor<T>(host)
    {
        private int? _length;   // asked for by the first claim: it is user code and may throw
        private int _next;

        public override long? Remaining => _length - _next;

        protected override Pull Fill(Span<T> items, ref int count)
        {
            _length ??= list.Count is >= 0 and var length ? length
                : throw new InvalidOperationException($"Count of {list.GetType()} is negative.");
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
