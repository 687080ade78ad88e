namespace Veda.Rx.WorkStealing;

/// <summary>An action that waits for its due time and then goes behind what is already waiting.</summary>
internal sealed class DueAction<TAction> : TimedWork where TAction : class, IThreadPoolWorkItem, IDisposable
{
    /// <summary>Timers take no more than some 49 days; a longer time is waited for in pieces.</summary>
    private static readonly TimeSpan s_longestPiece = TimeSpan.FromDays(40);

    private readonly IWorkTarget _target;
    private readonly TAction _action;

    /// <summary>What is left after the piece that the timer waits for. Written before the timer starts and by its callback.</summary>
    private TimeSpan _left;

    private DueAction(TimedWorkSet set, IWorkTarget target, TAction action) : base(set)
    {
        _target = target;
        _action = action;
    }

    /// <exception cref="ObjectDisposedException">The set was closed.</exception>
    public static DueAction<TAction> Start(TimedWorkSet set, IWorkTarget target, TAction action, TimeSpan due)
    {
        var waiting = new DueAction<TAction>(set, target, action);
        waiting.Begin(waiting.NextPiece(due), Timeout.InfiniteTimeSpan);
        return waiting;
    }

    public override void Dispose()
    {
        base.Dispose();
        _action.Dispose();
    }

    protected override void OnTimer()
    {
        if (_left > TimeSpan.Zero)
        {
            Again(NextPiece(_left));
            return;
        }
        End();
        _target.TryEnqueue(_action); // refused while the team ends: not yet run means cancelled then
    }

    private TimeSpan NextPiece(TimeSpan due)
    {
        var piece = due < s_longestPiece ? due : s_longestPiece;
        _left = due - piece;
        return piece;
    }
}
