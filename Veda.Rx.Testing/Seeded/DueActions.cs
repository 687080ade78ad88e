namespace Veda.Rx.Testing;

/// <summary>What is scheduled: what is due, in the order in which it came to be so, and what is later; and which of what is due runs next.</summary>
/// <param name="choices">Makes the choice.</param>
internal sealed class DueActions(RecordedChoices choices)
{
    private const int None = -1;

    private readonly ReadyActions _ready = new();
    private readonly PriorityQueue<VirtualAction, (long Due, long Order)> _later = new();
    private long _readyAt;        // when what is ready is due: the clock, or the next time that it will come to
    private int _picked = None;   // what runs next of it, if nothing changes before
    private int _number;          // of that among its alternatives
    private ulong _chain;         // of what ran last; memory takes stores beside it
    private long _order;

    /// <summary>Whether the execution is to be left where it stands.</summary>
    public bool IsLeft { get; private set; }

    public void Add(VirtualAction action, long clock)
    {
        _picked = None;
        action.Order = _order++;
        if (_readyAt > clock)
            Postpone(clock);
        if (action.DueTime <= clock)
            _ready.Add(action);
        else
            _later.Enqueue(action, (action.DueTime, action.Order));
    }

    /// <summary>An action was cancelled before it ran.</summary>
    public void Forget(VirtualAction action)
    {
        _picked = None;
        _ready.Remove(action);   // what is due later is passed over when its time comes
    }

    /// <summary>What runs next. The same until it is taken, or something is added or forgotten.</summary>
    public VirtualAction? Pick(long clock)
    {
        if (_picked == None)
        {
            var now = Math.Max(_readyAt, clock);
            var next = PeekLater();
            if (next is not null && (_ready.Count == 0 || next.DueTime <= now))
                Collect(Math.Max(next.DueTime, now));
            else if (_ready.Count == 0)
                return null;
            else
                _readyAt = now;
            if (IsLeft)
                return null;
            (_picked, _number) = _ready.Count == 1 ? (0, 0) : choices.Choose(_ready.Candidates, _ready.Usual(_chain));
            if (choices.IsWatched && !choices.Allows(_ready.Candidates[_picked]))
            {
                (_picked, IsLeft) = (None, true);
                return null;
            }
        }
        return _ready[_picked];
    }

    /// <summary>Takes out what was picked.</summary>
    /// <returns>Its number among the alternatives.</returns>
    public int Take()
    {
        var taken = _ready[_picked];
        if (choices.IsWatched)
            choices.Ran(_ready.Candidates[_picked]);
        if (taken.StoreOf == 0)
            _chain = taken.Path.Chain;
        _ready.RemoveAt(_picked);
        _picked = None;
        return _number;
    }

    /// <summary>Moves what is due at a time to what is ready: at least what is first.</summary>
    private void Collect(long time)
    {
        _readyAt = time;
        do
            _ready.Add(_later.Dequeue());
        while (PeekLater() is { } next && next.DueTime <= time);
    }

    private VirtualAction? PeekLater()
    {
        while (_later.TryPeek(out var next, out _))
        {
            if (!next.IsCancelled)
                return next;
            _later.Dequeue();
        }
        return null;
    }

    /// <summary>Time has not come to what was ready for it, and now something may come before.</summary>
    private void Postpone(long clock)
    {
        _readyAt = clock;
        for (var i = 0; i < _ready.Count; i++)
            _later.Enqueue(_ready[i], (_ready[i].DueTime, _ready[i].Order));
        _ready.Clear();
    }
}
