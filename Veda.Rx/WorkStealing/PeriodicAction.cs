namespace Veda.Rx.WorkStealing;

/// <summary>
/// An action that runs once per period, never twice at the same time. Periods that pass while it runs are made up for
/// afterwards, one execution each, behind what is waiting by then. With a period of zero it runs again and again.
/// </summary>
internal sealed class PeriodicAction<TState> : TimedWork, IThreadPoolWorkItem
{
    private readonly IWorkTarget _target;
    private readonly Func<TState, TState> _action;
    private readonly bool _endless;

    /// <summary>Passed from one execution to the next; the queue hands it over.</summary>
    private TState _state;

    /// <summary>Executions that are owed; from 0 to 1 the item is enqueued. Written by the timer and the worker, interlocked.</summary>
    private int _owed;

    /// <summary>Written by Dispose; no execution begins afterwards.</summary>
    private volatile bool _disposed;

    private PeriodicAction(TimedWorkSet set, IWorkTarget target, TState state, TimeSpan period, Func<TState, TState> action) : base(set)
    {
        _target = target;
        _state = state;
        _action = action;
        _endless = period == TimeSpan.Zero;
    }

    /// <exception cref="ObjectDisposedException">The set was closed.</exception>
    public static PeriodicAction<TState> Start(TimedWorkSet set, IWorkTarget target, TState state, TimeSpan period, Func<TState, TState> action)
    {
        var periodic = new PeriodicAction<TState>(set, target, state, period, action);
        periodic.Begin(period, periodic._endless ? Timeout.InfiniteTimeSpan : period);
        return periodic;
    }

    public void Execute()
    {
        if (_disposed)
            return;
        // The next execution is arranged even if this one throws: what an exception means is the scheduler's to say.
        try
        {
            _state = _action(_state);
        }
        finally
        {
            if ((_endless || Interlocked.Decrement(ref _owed) > 0) && !_disposed)
                _target.TryEnqueue(this);
        }
    }

    public override void Dispose()
    {
        _disposed = true;
        base.Dispose();
    }

    protected override void OnTimer()
    {
        if (Interlocked.Increment(ref _owed) == 1)
            _target.TryEnqueue(this);
    }
}
