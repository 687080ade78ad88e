using System.Runtime.CompilerServices;
using Veda.Rx.Sinks;

namespace Veda.Rx;

/// <summary>
/// The one result of a stream's terminal operator, such as <c>Sum</c> or <c>ToList</c>: cold, so every wait, await and
/// subscription runs the stream anew.
/// </summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class VedaSingle<T> : IObservable<T>
{
    private protected VedaSingle()
    {
    }

    /// <summary>Runs the stream, taking part on the calling thread, and returns the result.</summary>
    /// <param name="cancellationToken">Ends the run and the wait.</param>
    /// <returns>The result.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> or the stream's own token was cancelled.</exception>
    /// <remarks>
    /// What the stream's source or delegates threw is thrown here, itself, with its stack. Small streams run on the calling
    /// thread alone; helpers are woken when the measured work left is worth it. May be called inside a delegate of another
    /// stream, to any depth, also while holding a lock that this stream's delegates do not take.
    /// </remarks>
    public T Wait(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var run = new ResultRun<T>();
        Open(run, run);
        run.Observe(cancellationToken);
        return run.Result();
    }

    /// <summary>Runs the stream on its schedulers.</summary>
    /// <param name="cancellationToken">Ends the run; the task is then cancelled.</param>
    /// <returns>A task of the result. Continuations do not run on the thread that finishes the stream.</returns>
    public Task<T> AsTask(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        var run = new PipelineRun();
        var result = new ResultTask<T>();
        Open(run, result);
        run.Observe(cancellationToken);
        run.Start();
        return result.Task;
    }

    /// <summary>Makes <c>await</c> work: runs the stream and awaits the result.</summary>
    /// <returns>The awaiter of <see cref="AsTask"/>.</returns>
    /// <remarks>No thread waits. <c>GetAwaiter().GetResult()</c> and <c>AsTask().Result</c> would block one that takes no part: use <see cref="Wait"/>.</remarks>
    public TaskAwaiter<T> GetAwaiter() => AsTask().GetAwaiter();

    /// <summary>Runs the stream on its schedulers and delivers the one result to an observer.</summary>
    /// <param name="observer">Receives one value and completion, or an error.</param>
    /// <returns>A handle that ends the subscription.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="observer"/> is null.</exception>
    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var run = new PipelineRun();
        Open(run, new GuardedObserver<T>(observer, run));
        run.Start();
        return run;
    }

    /// <summary>Opens the stream's segments in a run that delivers the result to <paramref name="observer"/>.</summary>
    private protected abstract void Open(PipelineRun run, IObserver<T> observer);
}
