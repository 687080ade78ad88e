using Veda.Rx.Scheduling;
using Veda.Rx.Sources;

namespace Veda.Rx.Sinks;

/// <summary>Pulls a stream's results without holding a thread while there are none.</summary>
internal sealed class ResultAsyncEnumerator<T>(VedaStream<T> stream, CancellationToken cancellation) : IAsyncEnumerator<T>
{
    private readonly PipelineRun _run = new();
    private readonly SchedulerPort _port = stream.Settings.Port;
    private PulledResults<T>? _results;
    private TaskCompletionSource? _arrival;   // interlocked: set by the reader before it looks, taken by the writer
    private bool _disposed;

    public T Current => _results is null ? default! : _results.Current;

    public async ValueTask<bool> MoveNextAsync()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellation.ThrowIfCancellationRequested();
        if (_results is null)
        {
            _results = new PulledResults<T>(stream.Open(_run, Signal), stream.Settings.Buffers);
            _run.Observe(cancellation);
            _run.Start(pulled: true);
        }
        while (true)
        {
            var claim = _results.TryMove();
            if (claim == Claim.NotReady)
            {
                var arrival = new TaskCompletionSource(_port.IsVirtual ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
                Interlocked.Exchange(ref _arrival, arrival);
                claim = _results.TryMove();   // once more: the writer may have looked for the arrival before it was there
                if (claim == Claim.NotReady)
                {
                    await arrival.Task.ConfigureAwait(false);
                    continue;
                }
            }
            return claim == Claim.Taken;
        }
    }

    /// <summary>The reader goes on elsewhere, as this is in the middle of a delivery: on the thread pool, or where time is virtual as the next work there.</summary>
    private void Signal()
    {
        if (Interlocked.Exchange(ref _arrival, null) is not { } arrival)
            return;
        if (_port.IsVirtual)
            _port.Enqueue(new Arrived(arrival));
        else
            arrival.TrySetResult();
    }

    public ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            _results?.Release();
            if (_results is not null)
                _run.Dispose();
        }
        return ValueTask.CompletedTask;
    }

    private sealed class Arrived(TaskCompletionSource arrival) : IThreadPoolWorkItem
    {
        public void Execute() => arrival.TrySetResult();
    }
}
