using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Veda.Rx.WorkStealing;

/// <summary>An action with a thread of its own, which ends when the action returns. The handle asks it to.</summary>
internal sealed class LongRunningAction<TState>(WorkerTeam team, TState state, Action<TState, ICancelable> action) : ICancelable
{
    /// <summary>Asked by the action. Written by Dispose.</summary>
    private volatile bool _disposed;

    public bool IsDisposed => _disposed;

    public void Dispose() => _disposed = true;

    public void Run()
    {
        try
        {
            action(state, this);
        }
        catch (Exception error) when (team.Handles(error))
        {
            team.Handle(error);
        }
    }
}
