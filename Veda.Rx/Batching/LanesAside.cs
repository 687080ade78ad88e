using System.Collections.Concurrent;

namespace Veda.Rx.Batching;

/// <summary>
/// Lanes in the middle of a batch that have nothing to deliver: paused ones, which let others have a turn, and sleeping ones,
/// which wait for something. Who takes a lane out owns it. Thread-safe.
/// </summary>
internal sealed class LanesAside
{
    private readonly ConcurrentQueue<Lane> _paused = new();
    private readonly List<Lane> _asleep = [];   // guarded by itself
    private int _stopped;                       // interlocked

    /// <summary>How many lanes of the segment are not worked on and have a live sequence open: asleep, paused, or posted meanwhile.</summary>
    public int Stopped => Volatile.Read(ref _stopped);

    /// <summary>How many lanes cannot go on yet.</summary>
    public int Asleep
    {
        get
        {
            lock (_asleep)
                return _asleep.Count;
        }
    }

    /// <summary>Counts one more lane as <see cref="Stopped"/>.</summary>
    public void Stop() => Interlocked.Increment(ref _stopped);

    /// <summary>One of them goes on.</summary>
    /// <returns>How many are left.</returns>
    public int GoOn() => Interlocked.Decrement(ref _stopped);

    /// <summary>Adds a lane that can go on.</summary>
    public void Pause(Lane lane) => _paused.Enqueue(lane);

    /// <summary>Takes a lane that can go on.</summary>
    public Lane? TakePaused() => _paused.TryDequeue(out var lane) ? lane : null;

    /// <summary>Adds a lane that cannot go on yet.</summary>
    public void Sleep(Lane lane)
    {
        lock (_asleep)
            _asleep.Add(lane);
    }

    /// <summary>Takes a sleeping lane out.</summary>
    /// <returns>Whether it was there: a call can be late.</returns>
    public bool TryWake(Lane lane)
    {
        lock (_asleep)
            return _asleep.Remove(lane);
    }

    /// <summary>Takes any lane, since nobody goes on with it.</summary>
    public Lane? TakeAny()
    {
        if (TakePaused() is { } paused)
            return paused;
        lock (_asleep)
        {
            if (_asleep.Count == 0)
                return null;
            var lane = _asleep[^1];
            _asleep.RemoveAt(_asleep.Count - 1);
            return lane;
        }
    }
}
