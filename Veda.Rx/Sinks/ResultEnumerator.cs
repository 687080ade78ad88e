using System.Collections;
using Veda.Rx.Internal;
using Veda.Rx.Sources;

namespace Veda.Rx.Sinks;

/// <summary>Pulls a stream's results on the calling thread, which takes part in the run while it waits.</summary>
internal sealed class ResultEnumerator<T>(VedaStream<T> stream, CancellationToken cancellation) : IEnumerator<T>, IReadiness
{
    private readonly PipelineRun _run = new();
    private PulledResults<T>? _results;
    private Arrival<RealSync> _arrival;
    private Action? _wake;   // interlocked: set by the reader before it looks once more, taken by the writer
    private bool _disposed;

    public T Current => _results is null ? default! : _results.Current;

    object? IEnumerator.Current => Current;

    public bool MoveNext()
    {
        var results = Started();
        while (true)
        {
            var claim = results.TryMove();
            if (claim == Claim.NotReady)
            {
                _arrival.Forget(this);
                claim = results.TryMove();
            }
            if (claim != Claim.NotReady)
                return claim == Claim.Taken;
            using var entry = _run.Enter();
            _run.Await(this, static waiting => waiting._arrival.IsSet(waiting));
        }
    }

    public bool IsReady => Started().IsReady;

    public bool TryHelp()
    {
        _arrival.Forget(this);
        if (IsReady)
            return true;
        using var entry = _run.Enter();
        return _run.TryLendHand() || _arrival.IsSet(this);
    }

    public void WhenReady(Action wake)
    {
        Interlocked.Exchange(ref _wake, wake);
        if (_arrival.IsSet(this))
            Wake();   // the writer may have looked for the action before it was there
    }

    private void Signal()
    {
        _arrival.Set(this);
        _run.TryUnpark();
        Wake();
    }

    private void Wake() => Interlocked.Exchange(ref _wake, null)?.Invoke();

    private PulledResults<T> Started()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_results is null)
        {
            _results = new PulledResults<T>(stream.Open(_run, Signal), stream.Settings.Buffers);
            _run.Observe(cancellation);
            using var entry = _run.Enter();
            _run.StartForWaiter(pulled: true);
        }
        return _results;
    }

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
