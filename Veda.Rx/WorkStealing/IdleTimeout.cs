namespace Veda.Rx.WorkStealing;

/// <summary>Ends the threads of workers that have been parked for the idle time-out.</summary>
/// <remarks>
/// One timer for all workers. It runs while a thread is alive: armed when a worker goes to sleep, and again by its own
/// callback until no thread is left, so an abandoned scheduler ends its threads and can be collected.
/// </remarks>
internal sealed class IdleTimeout : IDisposable
{
    /// <summary>Timers take no more than some 49 days; a longer time-out is waited for in pieces.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    private readonly WorkerTeam _team;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly ITimer _timer;

    /// <summary>1 while the timer is going to fire. Written by sleepers (0 to 1, by swap) and by the callback.</summary>
    private int _armed;

    public IdleTimeout(WorkerTeam team, TimeProvider time, TimeSpan timeout)
    {
        _team = team;
        _time = time;
        _timeout = timeout;
        // The timer would otherwise keep the creator's execution context, and all that hangs on it, for ever.
        using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = time.CreateTimer(static self => ((IdleTimeout)self!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A worker goes to sleep now.</summary>
    /// <returns>The time of that.</returns>
    public long Begin()
    {
        if (Volatile.Read(ref _armed) == 0)
            Arm(_timeout);
        return _time.GetTimestamp();
    }

    public void Dispose() => _timer.Dispose();

    private void Sweep()
    {
        Interlocked.Exchange(ref _armed, 0);
        var wait = _timeout;
        foreach (var worker in _team.Workers)
        {
            if (!worker.Slot.IsParked)
                continue;
            var left = _timeout - _time.GetElapsedTime(worker.IdleSince);
            if (left <= TimeSpan.Zero)
                _team.StartIf(_team.Gate.Dismiss(worker.Slot));
            else if (left < wait)
                wait = left;
        }
        // A worker that went to sleep during the sweep relied on the timer that has just fired.
        if (_team.Gate.Counts.Alive > 0)
            Arm(wait);
    }

    private void Arm(TimeSpan wait)
    {
        if (Interlocked.Exchange(ref _armed, 1) == 0)
            _timer.Change(wait < s_longestWait ? wait : s_longestWait, Timeout.InfiniteTimeSpan);
    }
}
