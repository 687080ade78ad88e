using Veda.Rx.Internal;

namespace Veda.Rx;

/// <summary>
/// Who works on a segment: how many participants run, how many are enqueued with the scheduler, and whether anything has
/// happened since one of them last looked. Never more than allowed at once, and never nobody while there is work.
/// </summary>
/// <remarks>
/// The state word has the two counts and an epoch that every <see cref="Signal"/> raises. A participant that finds nothing
/// to do retires only if the epoch is the one it saw before it looked:
/// <code>
/// participant                          producer
/// reads epoch 7, looks: nothing
///                                      adds an element; Signal: epoch 8, one running, so nobody is enqueued
/// retires if the epoch is still 7: no; looks again
/// </code>
/// Merging/README.md has the states, the transitions and why nothing is left undone.
/// </remarks>
/// <param name="most">The most participants at the same time; null for as many as are <see cref="Available"/>.</param>
internal abstract class Participants<TSync>(int? most) where TSync : struct, ISync
{
    /// <summary>The most participants that there can be; more can be counted.</summary>
    private const int Limit = 1024;

    private const int Width = 12;
    private const long OneRunning = 1;
    private const long OneQueued = 1L << Width;
    private const long OneStale = 1L << (2 * Width);
    private const long OneEpoch = 1L << (3 * Width);

    private readonly int _most = most ?? 0;

    /// <summary>
    /// 12 bits each, from the lowest: how many run, how many are queued, and how many executions more than that are enqueued, since their places have been taken; epoch above. Written by
    /// everybody, interlocked.
    /// </summary>
    private long _state;

    private bool _hasBegun;

    /// <summary>What is to be done outside of claims. Created once, by compare-and-swap.</summary>
    private Deferrals<TSync>? _deferrals;

    /// <summary>The next part of the same run, in a list that only grows. Written once, by compare-and-swap.</summary>
    private Participants<TSync>? _next;

    /// <summary>The next part of the same run.</summary>
    public Participants<TSync>? Next => Volatile.Read(ref _next);

    /// <summary>Whether participants are wanted. Written when the segment begins.</summary>
    protected bool HasBegun
    {
        get => Volatile.Read(ref _hasBegun);
        set => Volatile.Write(ref _hasBegun, value);
    }

    /// <summary>Whether the thread that waits for the run may take part. Written when the segment begins.</summary>
    public bool WaiterJoins { get; protected set; }

    /// <summary>Whether that thread also does what is deferred. Written when the segment begins.</summary>
    public bool WaiterDefers { get; protected set; }

    /// <summary>How many run and how many are enqueued, now.</summary>
    public (int Running, int Queued) Present => TSync.Load(this, ref _state) is var state ? (RunningIn(state), QueuedIn(state)) : default;

    /// <summary>How many there may be at the same time now; at least 1.</summary>
    protected int Parallelism => Math.Min(_most > 0 ? _most : Available, Limit);

    /// <summary>How many workers there are now; at least 1. May change at any time; who makes it more calls <see cref="Widen"/>.</summary>
    protected virtual int Available => 1;

    private static int RunningIn(long state) => FieldIn(state, 0);

    private static int QueuedIn(long state) => FieldIn(state, 1);

    private static int StaleIn(long state) => FieldIn(state, 2);

    private static int FieldIn(long state, int number) => (int)(state >> (number * Width)) & ((1 << Width) - 1);

    private static int EpochOf(long state) => (int)(state >> (3 * Width));

    /// <summary>Puts another part of the same run behind all that follow this one.</summary>
    public void Append(Participants<TSync> added)
    {
        var last = this;
        while (Interlocked.CompareExchange(ref last._next, added, null) is { } next)
            last = next;
    }

    /// <summary>One scheduled action.</summary>
    public void Execute()
    {
        if (!TryTakeQueued(OneRunning - OneQueued))
            return;   // a thread that waits or helps has taken this one's place
        do
        {
            if (!Step())
                return;
        }
        while (!IsSurplus(TSync.Load(this, ref _state)) && MayGoOn);
        if (TryRetireAsSurplus())
            return;
        TSync.Add(this, ref _state, OneQueued - OneRunning);
        EnqueueAgain();
    }

    /// <summary>Becomes a participant, in the place of one that is enqueued if need be.</summary>
    public bool TryEnter()
    {
        while (true)
        {
            var state = TSync.Load(this, ref _state);
            var hasRoom = RunningIn(state) + QueuedIn(state) < Parallelism;
            if (!hasRoom && QueuedIn(state) == 0)
                return false;
            if (!TSync.CompareAndSwap(this, ref _state, state, state + OneRunning + (hasRoom ? 0 : OneStale - OneQueued)))
                continue;
            HasEntered();
            return true;
        }
    }

    /// <summary>The calling thread, which may be none of the scheduler's, has become a participant.</summary>
    protected virtual void HasEntered()
    {
    }

    /// <summary>One step of a participant.</summary>
    /// <returns>False when there was nothing to do: the participant has retired.</returns>
    public bool Step()
    {
        while (true)
        {
            var seen = EpochOf(TSync.Load(this, ref _state));
            if (TryWork())
                return true;
            if (TryRetire(seen))
                return false;
        }
    }

    /// <summary>There is work, or there may be: wakes one participant more if not all are at it.</summary>
    public void Signal()
    {
        if (RunningIn(TSync.Add(this, ref _state, OneEpoch)) >= Parallelism)
            return;   // the first of them to find nothing sees the new epoch and looks again
        if (WaiterJoins && TryWakeWaiter())
            return;
        TryQueue();
        CallHelpers();
    }

    /// <summary>Wakes the threads that wait inside the run and can take part: an execution that is enqueued may be behind what they are in the middle of.</summary>
    protected virtual void CallHelpers()
    {
    }

    /// <summary>
    /// More could participate than do: where somebody is at work, more are enqueued, up to four times as many as are at it. Claims would wake one each, but who is stuck in an element does not claim.
    /// </summary>
    protected void Widen()
    {
        for (var room = 4 * RunningIn(TSync.Load(this, ref _state)); room > 0 && TryQueue(isNeeded: false); room--)
        {
        }
    }

    /// <summary>Stops being a participant while there may be work left: somebody else goes on.</summary>
    public void Leave()
    {
        TSync.Add(this, ref _state, -OneRunning);
        if (!IsOver)
            Signal();
    }

    /// <summary>Whether nothing is left to do: nobody needs to be woken for it.</summary>
    protected virtual bool IsOver => false;

    /// <summary>Runs something outside of claims, soon: what may block until its results are claimed.</summary>
    public void Defer(Action action)
    {
        var deferrals = TSync.Load(this, ref _deferrals);
        if (deferrals is null)
        {
            TSync.CompareAndSwap(this, ref _deferrals, null, new());
            deferrals = TSync.Load(this, ref _deferrals)!;
        }
        if (deferrals.Add(action))
            EnqueueDeferred();
        if (WaiterDefers)
            TryWakeWaiter();
    }

    /// <summary>One scheduled action for what was deferred.</summary>
    public void ExecuteDeferred()
    {
        TSync.Load(this, ref _deferrals)!.Begin();
        while (RunDeferred())
        {
        }
    }

    /// <summary>
    /// Does something that was deferred, on a thread of the scheduler or on the one that waits. Not on one that helps, unless it
    /// is the scheduler's only one: what it is in the middle of pushing may be what the deferred subscription waits for.
    /// </summary>
    /// <returns>Whether there was anything.</returns>
    public bool RunDeferred()
    {
        if (TSync.Load(this, ref _deferrals)?.Take() is not { } action)
            return false;
        try
        {
            action();
        }
        catch (Exception error)
        {
            DeferredThrew(error);
        }
        return true;
    }

    /// <summary>One that was enqueued will never be executed.</summary>
    protected void DropQueued() => TryTakeQueued(-OneQueued);

    /// <summary>Whether a participant need not be enqueued again for its next step.</summary>
    protected virtual bool MayGoOn => false;

    /// <summary>Has <see cref="Execute"/> called once, soon. The caller has counted that one as queued.</summary>
    /// <param name="isNeeded">Whether work may depend on it; if not, it is no error that nobody is to be had any more.</param>
    protected abstract void Enqueue(bool isNeeded = true);

    /// <summary>The same for a participant that goes on: nothing else comes behind it in <see cref="Execute"/>.</summary>
    protected virtual void EnqueueAgain() => Enqueue();

    /// <summary>Has <see cref="ExecuteDeferred"/> called once, soon.</summary>
    protected abstract void EnqueueDeferred();

    /// <summary>Claims or resumes one batch and brings it to the merge.</summary>
    /// <returns>False if there is nothing to do.</returns>
    protected abstract bool TryWork();

    /// <summary>Wakes the thread that waits for the run, to take part, if it is parked.</summary>
    /// <returns>Whether it was.</returns>
    protected abstract bool TryWakeWaiter();

    /// <summary>Something deferred has thrown.</summary>
    protected abstract void DeferredThrew(Exception error);

    private bool TryRetire(int seen)
    {
        while (true)
        {
            var state = TSync.Load(this, ref _state);
            if (EpochOf(state) != seen)
                return false;
            if (TSync.CompareAndSwap(this, ref _state, state, state - OneRunning))
                return true;
        }
    }

    /// <summary>Stops being a participant if there are more than may be by now. It may be the only one to know of work that is left:</summary>
    /// <remarks>
    /// <code>
    /// this one                                 another
    ///                                          reads epoch 7, looks: nothing
    /// pauses a lane, to go on with it later
    /// retires, and raises the epoch to 8
    ///                                          retires if the epoch is still 7: no; looks again, finds the lane
    /// </code>
    /// </remarks>
    private bool TryRetireAsSurplus()
    {
        while (true)
        {
            var state = TSync.Load(this, ref _state);
            if (!IsSurplus(state))
                return false;
            if (TSync.CompareAndSwap(this, ref _state, state, state + OneEpoch - OneRunning))
                return true;
        }
    }

    private bool IsSurplus(long state) => RunningIn(state) + QueuedIn(state) > Parallelism;

    /// <summary>Counts one more as queued, unless there are as many as may be. An execution that has lost its place has one again; where there is none, another is enqueued.</summary>
    private bool TryQueue(bool isNeeded = true)
    {
        while (true)
        {
            var state = TSync.Load(this, ref _state);
            if (RunningIn(state) + QueuedIn(state) >= Parallelism)
                return false;
            var isEnqueued = StaleIn(state) > 0;
            if (!TSync.CompareAndSwap(this, ref _state, state, state + OneQueued - (isEnqueued ? OneStale : 0)))
                continue;
            if (!isEnqueued)
                Enqueue(isNeeded);
            return true;
        }
    }

    /// <summary>An execution begins, or will never: it takes the place of one that is queued, if there is any left.</summary>
    private bool TryTakeQueued(long change)
    {
        while (true)
        {
            var state = TSync.Load(this, ref _state);
            var isQueued = QueuedIn(state) > 0;
            if (!isQueued && StaleIn(state) == 0)
                return false;   // a scheduler has executed it twice
            if (TSync.CompareAndSwap(this, ref _state, state, state + (isQueued ? change : -OneStale)))
                return isQueued;
        }
    }
}
