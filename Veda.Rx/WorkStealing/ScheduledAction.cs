using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Veda.Rx.WorkStealing;

/// <summary>One scheduled action: work item and cancellation handle in one object, the only allocation of a Schedule call.</summary>
/// <remarks>
/// Two fields and no more: a burst of a million of these is what the garbage collector has to move. The scheduler that the
/// action is given is the one on whose worker it runs.
/// </remarks>
internal sealed class ScheduledAction<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    : IThreadPoolWorkItem, IDisposable
{
    /// <summary>Belongs to whoever takes the action out of <see cref="_stage"/>, and is cleared then: the handle may live long.</summary>
    private TState _state = state;

    /// <summary>
    /// The action while it waits; null while it runs; then what it returned. This object itself once disposed. Changed
    /// by the worker and by Dispose, interlocked.
    /// </summary>
    private object? _stage = action;

    public void Execute()
    {
        // A handle disposed between the look and the swap wins.
        if (_stage is not Func<IScheduler, TState, IDisposable> waiting
            || !ReferenceEquals(Interlocked.CompareExchange(ref _stage, null, waiting), waiting))
            return;
        var given = _state;
        _state = default!;
        var inner = waiting(Worker.Current!.Team.Owner, given);
        if (ReferenceEquals(inner, Disposable.Empty))
            return;
        if (Interlocked.CompareExchange(ref _stage, inner, null) is not null)
            inner?.Dispose(); // disposed while the action ran
    }

    public void Dispose()
    {
        switch (Interlocked.Exchange(ref _stage, this))
        {
            case Func<IScheduler, TState, IDisposable>:
                _state = default!;
                break;
            case IDisposable inner when !ReferenceEquals(inner, this):
                inner.Dispose();
                break;
        }
    }
}
