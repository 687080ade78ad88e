using System.Runtime.ExceptionServices;

namespace Veda.Rx.Sinks;

/// <summary>A run that keeps its result for the thread that waits for it. Its completion orders the writes before the read.</summary>
internal sealed class ResultRun<T> : PipelineRun, IObserver<T>
{
    private T _value = default!;
    private ExceptionDispatchInfo? _error;

    public void OnNext(T value) => _value = value;

    public void OnError(Exception error) => _error = ExceptionDispatchInfo.Capture(error);

    public void OnCompleted()
    {
    }

    /// <summary>Takes part until the result is there.</summary>
    public T Result()
    {
        Drive();
        _error?.Throw();
        return _value;
    }
}

/// <summary>Holds a result for whoever awaits it.</summary>
internal sealed class ResultTask<T> : IObserver<T>
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _value = default!;

    public Task<T> Task => _source.Task;

    public void OnNext(T value) => _value = value;

    public void OnError(Exception error)
    {
        if (error is OperationCanceledException { CancellationToken: { IsCancellationRequested: true } token })
            _source.TrySetCanceled(token);
        else
            _source.TrySetException(error);
    }

    public void OnCompleted() => _source.TrySetResult(_value);
}
