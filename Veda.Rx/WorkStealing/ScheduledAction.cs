using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Veda.Rx.WorkStealing;

/// <summary>One scheduled action: work item and cancellation handle in one object, the only allocation of a Schedule call.</summary>
internal sealed class ScheduledAction<TState>(IScheduler scheduler, TState state, Func<IScheduler, TState, IDisposable> action)
    : IThreadPoolWorkItem, IDisposable
{
    /// <summary>Cleared with <see cref="_action"/>.</summary>
    private TState _state = state;

    /// <summary>Null once the action has started: the handle may live much longer than what it captured. Written by the worker.</summary>
    private Func<IScheduler, TState, IDisposable>? _action = action;

    /// <summary>Null, then what the action returned, or this object itself once disposed. By compare-and-swap.</summary>
    private IDisposable? _inner;

    private bool IsDisposed => ReferenceEquals(Volatile.Read(ref _inner), this);

    public void Execute()
    {
        var action = _action;
        var given = _state;
        _action = null;
        _state = default!;
        if (action is null || IsDisposed)
            return;
        var inner = action(scheduler, given);
        if (ReferenceEquals(inner, Disposable.Empty))
            return;
        if (Interlocked.CompareExchange(ref _inner, inner, null) is not null)
            inner?.Dispose(); // disposed while the action ran
    }

    public void Dispose()
    {
        var inner = Interlocked.Exchange(ref _inner, this);
        if (!ReferenceEquals(inner, this))
            inner?.Dispose();
    }
}
