using System.Collections;
using Veda.Rx.Internal;
using Veda.Rx.Sources;

namespace Veda.Rx.Sinks;

/// <summary>Pulls a stream's results on the calling thread, which takes part in the run while it waits.</summary>
internal sealed class ResultEnumerator<T>(VedaStream<T> stream) : IEnumerator<T>, ISourceHost, IReadiness
{
    private readonly PipelineRun _run = new();
    private PulledResults<T>? _results;
    private volatile bool _signalled;   // set by the writer, cleared before looking
    private bool _disposed;

    public T Current => _results is null ? default! : _results.Current;

    object? IEnumerator.Current => Current;

    public bool MoveNext()
    {
        var results = Started();
        while (true)
        {
            _signalled = false;
            switch (results.TryMove())
            {
                case Claim.Taken:
                    return true;
                case Claim.Ended:
                    return false;
            }
            _run.WaitUntil(this, static waiting => waiting._signalled);
        }
    }

    public bool IsReady
    {
        get
        {
            var results = Started();
            do
            {
                _signalled = false;
                if (results.IsReady)
                    return true;
            }
            while (_run.TryUntil(this, static waiting => waiting._signalled));
            return false;
        }
    }

    public void Signal()
    {
        _signalled = true;
        _run.TryUnpark();
    }

    private PulledResults<T> Started()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_results is null)
        {
            _results = new PulledResults<T>(stream.Open(_run, this), stream.Settings.Buffers);
            _run.StartForWaiter(pulled: true);
        }
        return _results;
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
