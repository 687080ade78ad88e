namespace Veda.Rx.Sources;

/// <summary>Any enumerable: one enumerator a run, advanced by one participant at a time, on whichever thread that is.</summary>
internal sealed class EnumerableSource<T>(IEnumerable<T> source) : StreamSource<T>
{
    public override SourceCursor<T> Open(ISourceHost host) => new Cursor(source, host);

    private sealed class Cursor(IEnumerable<T> source, ISourceHost host) : PulledCursor<T>(host)
    {
        private IEnumerator<T>? _enumerator;
        private bool _disposed;

        protected override Pull Fill(Span<T> items, ref int count)
        {
            // GetEnumerator is user code and may throw: it is called at the first claim, where that has a position.
            _enumerator ??= source.GetEnumerator()
                ?? throw new InvalidOperationException($"GetEnumerator of {source.GetType()} returned null.");
            try
            {
                return Read(_enumerator, items, ref count);
            }
            catch
            {
                Dispose();   // as `foreach` does: if that throws as well, its exception is the one that counts
                throw;
            }
        }

        private Pull Read(IEnumerator<T> enumerator, Span<T> items, ref int count)
        {
            for (var i = count; i < items.Length; count = ++i)
            {
                if (enumerator.MoveNext())
                    items[i] = enumerator.Current;
                else
                    return End();
            }
            return Pull.Full;
        }

        private Pull End()
        {
            // Disposed here, as `foreach` does: an exception from it then ends the stream like any other.
            Dispose();
            return Pull.End;
        }

        public override void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            _enumerator?.Dispose();
        }
    }
}
