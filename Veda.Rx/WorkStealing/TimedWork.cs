namespace Veda.Rx.WorkStealing;

/// <summary>Something that waits for a timer of the scheduler's clock.</summary>
internal abstract class TimedWork : IDisposable
{
    private readonly TimedWorkSet _set;

    /// <summary>Neighbours in the set's list; guarded by the set's lock.</summary>
    internal TimedWork? Previous, Following;

    /// <summary>Whether the set's list has this one; guarded by the set's lock.</summary>
    internal bool IsListed;

    private readonly ITimer _timer;

    /// <summary>Creates the timer, not yet started.</summary>
    /// <exception cref="ObjectDisposedException">The set was closed.</exception>
    protected TimedWork(TimedWorkSet set)
    {
        _set = set;
        _timer = set.Time.CreateTimer(static self => ((TimedWork)self!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancels. A call that runs already is not interrupted.</summary>
    public virtual void Dispose() => End();

    /// <summary>The timer has fired; on a thread of the clock's choice, so nothing of the user's may run here.</summary>
    protected abstract void OnTimer();

    /// <summary>Enters the set and starts the timer; to be called once, by the most derived constructor's caller.</summary>
    protected void Begin(TimeSpan due, TimeSpan period)
    {
        _set.Add(this);
        _timer.Change(due, period);
    }

    /// <summary>Starts the timer again.</summary>
    protected void Again(TimeSpan due) => _timer.Change(due, Timeout.InfiniteTimeSpan);

    /// <summary>Stops the timer and leaves the set.</summary>
    protected void End()
    {
        _timer.Dispose();
        _set.Remove(this);
    }
}
