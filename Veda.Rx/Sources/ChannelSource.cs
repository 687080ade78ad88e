using System.Threading.Channels;

namespace Veda.Rx.Sources;

/// <summary>A channel's reading end: a batch is what is there, and nothing is read ahead of a claim.</summary>
internal sealed class ChannelSource<T>(ChannelReader<T> reader) : StreamSource<T>
{
    public override SourceCursor<T> Open(ISourceHost host) => new Cursor(reader, host);

    private sealed class Cursor(ChannelReader<T> reader, ISourceHost host) : SteppedCursor<T>(host)
    {
        private readonly CancellationTokenSource _closed = new();
        private Task<bool>? _arrival;   // under way, or completed and not yet looked at

        protected override Pull TryPull(out T value)
        {
            while (!reader.TryRead(out value!))
            {
                if (_arrival is null)
                {
                    _arrival = reader.WaitToReadAsync(_closed.Token).AsTask();
                    if (!_arrival.IsCompleted)
                        _arrival.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Host.Signal);
                }
                if (!_arrival.IsCompleted)
                    return Pull.NotReady;
                var arrived = _arrival.GetAwaiter().GetResult();   // throws what the writer completed the channel with
                _arrival = null;
                if (!arrived)
                    return Pull.End;
            }
            return Pull.Full;
        }

        public override void Dispose() => _closed.Cancel();
    }
}
