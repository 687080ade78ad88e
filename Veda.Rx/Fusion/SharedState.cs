namespace Veda.Rx.Fusion;

/// <summary>What all lanes of one run share for each stage that needs it, such as a pool of states. Thread-safe.</summary>
/// <remarks>A field of the object that is passed to its methods as <c>owner</c>, which only the engine sees.</remarks>
internal struct SharedState
{
    /// <summary>What <see cref="_states"/> is when the run is over. Always empty.</summary>
    private static readonly List<((object, object), object)> s_disposed = [];

    private volatile List<((object Place, object Stage) Key, object State)>? _states;   // written under a lock on the owner

    /// <summary>Whether the run is over.</summary>
    public readonly bool IsDisposed => _states == s_disposed;

    /// <summary>The state of a stage, created by the first lane that asks; one of the lane's own, and disposed already, if the run ended while the lane was made.</summary>
    public TState Get<TState>(object owner, (object Place, object Stage) key, Func<TState> create) where TState : class
    {
        lock (owner)
        {
            var states = _states ??= [];
            foreach (var (known, state) in states)
            {
                if (known.Place == key.Place && known.Stage == key.Stage)
                    return (TState)state;
            }
            var created = create();
            if (states == s_disposed)
                (created as IDisposable)?.Dispose();
            else
                states.Add((key, created));
            return created;
        }
    }

    /// <summary>Disposes every state that is disposable; the run is over.</summary>
    /// <returns>The first exception that doing so threw, or null.</returns>
    public Exception? Dispose(object owner)
    {
        List<((object, object), object State)>? states;
        lock (owner)
            (states, _states) = (_states, s_disposed);
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
