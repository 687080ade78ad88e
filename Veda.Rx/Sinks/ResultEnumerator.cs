using System.Collections;
using Veda.Rx.Sources;

namespace Veda.Rx.Sinks;

/// <summary>Pulls a stream's results on the calling thread, which takes part in the run while it waits.</summary>
internal sealed class ResultEnumerator<T>(VedaStream<T> stream) : IEnumerator<T>, ISourceHost
{
    private readonly PipelineRun _run = new();
    private PulledResults<T>? _results;
    private volatile bool _signalled;   // set by the writer, cleared before the last look
    private bool _disposed;

    public T Current => _results is null ? default! : _results.Current;

    object? IEnumerator.Current => Current;

    public bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_results is null)
        {
            _results = new PulledResults<T>(stream.Open(_run, this), stream.Settings.Buffers);
            _run.StartForWaiter(pulled: true);
        }
        while (true)
        {
            var claim = _results.TryMove();
            if (claim == Claim.NotReady)
            {
                // With a plain write a signal could be lost:
                //   reader                                         writer
                //   clears the signal, still in the store buffer
                //   looks: nothing                                 writes results; sets the signal
                //   the buffer empties: no signal; sleeps
                Interlocked.Exchange(ref _signalled, false);
                claim = _results.TryMove();
            }
            if (claim != Claim.NotReady)
                return claim == Claim.Taken;
            _run.WaitUntil(this, static waiting => waiting._signalled);
        }
    }

    public void Signal()
    {
        _signalled = true;
        _run.TryUnpark();
    }

    public bool TryHelp() => false;

    public bool MayWait => true;

    public void Reset() => throw new NotSupportedException("A stream's enumerator cannot be reset; enumerate the stream again.");

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (_results is null)
            return;
        _results.Release();
        _run.Dispose();
    }
}
