namespace Veda.Rx.Fusion;

/// <summary>What all lanes of one run share for each stage that needs it, such as a pool of states. Thread-safe.</summary>
/// <remarks>A field of the object that is passed to its methods as <c>owner</c>, which only the engine sees.</remarks>
internal struct SharedState
{
    private List<((object Place, object Stage) Key, object State)>? _states;   // guarded by a lock on the owner
    private volatile bool _disposed;                       // written under the lock

    /// <summary>Whether the run is over.</summary>
    public readonly bool IsDisposed => _disposed;

    /// <summary>The state of a stage, created by the first lane that asks; disposed already if the run ended while the lane was made.</summary>
    public TState Get<TState>(object owner, (object Place, object Stage) key, Func<TState> create) where TState : class
    {
        lock (owner)
        {
            foreach (var (known, state) in _states ??= [])
            {
                if (known.Place == key.Place && known.Stage == key.Stage)
                    return (TState)state;
            }
            var created = create();
            _states.Add((key, created));
            if (_disposed)
                (created as IDisposable)?.Dispose();
            return created;
        }
    }

    /// <summary>Disposes every state that is disposable; the run is over.</summary>
    /// <returns>The first exception that doing so threw, or null.</returns>
    public Exception? Dispose(object owner)
    {
        List<((object, object), object State)>? states;
        lock (owner)
        {
            _disposed = true;
            (states, _states) = (_states, null);
        }
        if (states is null)
            return null;
        Exception? error = null;
        foreach (var (_, state) in states)
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
