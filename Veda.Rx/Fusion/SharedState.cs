using System.Runtime.ExceptionServices;

namespace Veda.Rx.Fusion;

/// <summary>What all lanes of one run share for each stage that needs it, such as a pool of states. Thread-safe.</summary>
internal sealed class SharedState : IDisposable
{
    private List<(object Stage, object State)>? _states;   // guarded by the lock on this object, which only the engine sees
    private volatile bool _disposed;                       // written under the lock

    /// <summary>Whether the run is over.</summary>
    public bool IsDisposed => _disposed;

    /// <summary>The state of a stage, created by the first lane that asks; disposed already if the run ended while the lane was made.</summary>
    public TState Get<TState>(object stage, Func<TState> create) where TState : class
    {
        lock (this)
        {
            foreach (var (owner, state) in _states ??= [])
            {
                if (owner == stage)
                    return (TState)state;
            }
            var created = create();
            _states.Add((stage, created));
            if (_disposed)
                (created as IDisposable)?.Dispose();
            return created;
        }
    }

    /// <summary>Ends this as part of another one.</summary>
    void IDisposable.Dispose()
    {
        if (End() is { } error)
            ExceptionDispatchInfo.Throw(error);
    }

    /// <summary>Disposes every state that is disposable; the run is over.</summary>
    /// <returns>The first exception that doing so threw, or null.</returns>
    public Exception? End()
    {
        List<(object, object State)>? states;
        lock (this)
        {
            _disposed = true;
            (states, _states) = (_states, null);
        }
        Exception? error = null;
        foreach (var (_, state) in states ?? [])
        {
            try
            {
                (state as IDisposable)?.Dispose();
            }
            catch (Exception thrown)
            {
                error ??= thrown;
            }
        }
        return error;
    }
}
