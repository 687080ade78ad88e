using System.Runtime.CompilerServices;
using Veda.Rx.Internal;

namespace Veda.Rx.WorkStealing;

/// <summary>One worker: its queue, its place in the sleep gate and the loop that its thread runs.</summary>
/// <remarks>
/// The object stays when its thread ends after an idle time, and the next thread takes it over. What was left in the deque
/// of a worker without a thread can be stolen like anything else.
/// </remarks>
internal sealed class Worker(WorkerTeam team, int number)
{
    /// <summary>How often a searcher looks around before it sleeps: a few microseconds.</summary>
    private const int SearchRounds = 20;

    /// <summary>The worker whose thread this is. Written by the thread itself.</summary>
    [ThreadStatic]
    private static Worker? t_current;

    /// <summary>Every so many items a worker looks whether a window of measurement is over; one that works for a stream does so with what it reports.</summary>
    private const int LookInterval = 16;

    /// <summary>Whether the running item has worked for a stream. Own thread only.</summary>
    private bool _streams;

    /// <summary>Elements of streams and other items done, and the time that elements took. Written by the own thread.</summary>
    private long _completed, _busy;

    /// <summary>How many EnterBlocked are open. Own thread only; the outermost pair counts.</summary>
    private int _blockDepth;

    /// <summary>When this worker last went to sleep, on the team's clock. Written by the own thread before it parks.</summary>
    private long _idleSince;

    /// <summary>What it does. Written by the own thread when that changes, for who looks.</summary>
    private volatile int _activity;

    /// <summary>
    /// When it last began on an item after a search, had done a batch, or 16 items: the item that it is in began then or later. Written by the own thread.
    /// </summary>
    private long _sign;

    /// <summary>The id of its thread. Written by the own thread when it begins.</summary>
    private volatile int _threadId;

    /// <summary>What every item finds on the thread. Own thread only.</summary>
    private ExecutionContext? _context;

    /// <summary>What an item that has stepped back was exchanged for: the next to run. Own thread only.</summary>
    private IThreadPoolWorkItem? _next;

    public static Worker? Current => t_current;

    public WorkerTeam Team => team;

    public int Number => number;

    public WorkerQueue<RealSync> Queue { get; } = new(team.Queues, number);

    public GateSlot Slot { get; } = new();

    /// <summary>The latest thread. Written under the team's lock.</summary>
    public OwnThread? Thread { get; set; }

    /// <summary>The id of its latest thread; 0 before that runs.</summary>
    public int ThreadId => _threadId;

    public WorkerActivity Activity => (WorkerActivity)_activity;

    /// <summary>Since when, on the team's clock, it has been in its present item at the longest.</summary>
    public long Sign => Volatile.Read(ref _sign);

    /// <summary>Elements of streams and other items that this worker has done. An item that has worked for a stream is none more: there is one for each batch, or for many, depending on what else waits.</summary>
    public long Completed => Volatile.Read(ref _completed);

    /// <summary>How long it has worked for streams, in nanoseconds.</summary>
    public long BusyNanoseconds => Volatile.Read(ref _busy);

    public long IdleSince => Volatile.Read(ref _idleSince);

    /// <summary>Whether nothing waits, the worker is none too many, and the running item has left nothing on the thread that its next step would find.</summary>
    public bool MayGoOn => !team.HasWork && !team.IsAborting && !team.Gate.HasSurplus && IsThreadClean;

    private bool IsThreadClean => ExecutionContext.Capture() == _context && SynchronizationContext.Current is null;

    /// <summary>The thread's body. It is counted as alive and searching when it begins.</summary>
    public void Run()
    {
        t_current = this;
        _threadId = Environment.CurrentManagedThreadId;
        Become(WorkerActivity.Searching);
        team.Claim();
        _context = ExecutionContext.Capture();
        var searching = true;
        var dismissed = false;
        while (!team.IsAborting)
        {
            if (!searching)
            {
                searching = _next is null && team.Gate.HasSurplus && SleepIfSurplus();
                if (searching && team.IsEnding)
                {
                    Become(WorkerActivity.None);
                    team.Leave(this);
                    return;
                }
                if (searching || RunNext())
                    continue;
                team.Gate.BeginSearch();
                Become(WorkerActivity.Searching);
                searching = true;
            }

            if (SearchAndRun())
            {
                searching = dismissed = false;
            }
            else if (dismissed || team.IsEnding)
            {
                Become(WorkerActivity.None);
                team.Leave(this);
                return;
            }
            else
            {
                BeginIdling();
                dismissed = team.Gate.Sleep(Slot);
                Become(WorkerActivity.Searching);
            }
        }
        Become(WorkerActivity.None);
        LetGo();   // to be dropped with all that waits
        team.Quit(this, searching);
    }

    /// <summary>The item that runs goes behind what waits, and what is the worker's next is taken at once.</summary>
    /// <remarks>
    /// Taken when the item has returned, the item would be in sight of all others until then, and would look to them like work that nobody has. With many workers one of them is
    /// always on the way from one item to the next, so all would step back after every batch, for nothing but each other:
    /// <code>
    /// worker 1                        worker 2                                  worker 3
    /// steps back for another run
    /// takes what waited               its batch is over; worker 1's item waits
    ///                                 steps back for it
    ///                                 takes it                                  its batch is over; worker 2's item waits
    /// </code>
    /// </remarks>
    public void Exchange(IThreadPoolWorkItem item, WorkPriority priority, long deadline)
    {
        team.Queues.Lanes.Enqueue(item, priority, deadline);
        _next ??= Take();
        // A searcher may have looked for the item before it was there, and for what was taken behind that:
        //   searcher                                        this worker
        //   looks into the lanes: nothing
        //                                                   item into its lane; takes another from a deque
        //   looks into the deques: nothing; sleeps
        if (team.HasWork)
            team.StartIf(team.Gate.Summon());
    }

    /// <summary>The worker has worked for a stream.</summary>
    /// <param name="elements">How many elements it has finished.</param>
    /// <param name="elapsed">How long that took, in nanoseconds.</param>
    /// <param name="now">The time.</param>
    public void Account(int elements, long elapsed, long now)
    {
        Volatile.Write(ref _sign, now);
        _streams = true;
        Volatile.Write(ref _completed, _completed + elements);
        Volatile.Write(ref _busy, _busy + elapsed);
    }

    /// <summary>Whether it is counted as blocked.</summary>
    public bool IsBlocked => Volatile.Read(ref _blockDepth) > 0;

    /// <summary>Counts this worker as blocked, on its own thread.</summary>
    public void EnterBlocked()
    {
        if (_blockDepth++ > 0)
            return;
        LetGo();
        team.StartIf(team.Gate.EnterBlocked());
    }

    /// <summary>The pair of <see cref="EnterBlocked"/>.</summary>
    public void ExitBlocked()
    {
        if (_blockDepth > 0 && --_blockDepth == 0)
            team.Gate.ExitBlocked();
    }

    private bool SleepIfSurplus()
    {
        BeginIdling();
        var slept = team.Gate.SleepIfSurplus(Slot);
        Become(slept ? WorkerActivity.Searching : WorkerActivity.Running);
        return slept;
    }

    private void BeginIdling()
    {
        Volatile.Write(ref _idleSince, team.Idle.Begin());
        Become(WorkerActivity.Sleeping);
    }

    private void Become(WorkerActivity activity) => _activity = (int)activity;

    // The items live in frames of their own: a local of Run would keep the last one alive while the worker sleeps.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RunNext()
    {
        if ((TakeNext() ?? Take()) is not { } item)
            return false;
        Execute(item);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool SearchAndRun()
    {
        if (Search() is not { } item)
            return false;
        team.StartIf(team.Gate.Found());
        Volatile.Write(ref _sign, team.Adaptation.Awake());
        Become(WorkerActivity.Running);
        Execute(item);
        return true;
    }

    private void Execute(IThreadPoolWorkItem item)
    {
        try
        {
            item.Execute();
        }
        catch (Exception error) when (team.Handles(error))
        {
            LetGo();
            team.Handle(error);
        }
        if (_streams)
        {
            _streams = false;
        }
        else
        {
            Volatile.Write(ref _completed, _completed + 1);
            if (_completed % LookInterval == 0)
                Volatile.Write(ref _sign, team.Adaptation.LookIfDue());
        }
        // What an action leaves behind on the thread must not reach the next one.
        if (IsThreadClean)
            return;
        if (_context is not null)
            ExecutionContext.Restore(_context);
        SynchronizationContext.SetSynchronizationContext(null);
    }

    private IThreadPoolWorkItem? Search()
    {
        var spinner = default(Spinner);
        var rounds = team.Gate.MaySpin && Spinner.IsWorthwhile ? SearchRounds : 1;
        while (!team.IsAborting)
        {
            if (Take() is { } item)
                return item;
            if (--rounds == 0)
                break;
            spinner.Once();
        }
        return null;
    }

    /// <summary>What was taken in exchange is anybody's again: it may take long until this worker comes to it.</summary>
    private void LetGo()
    {
        if (TakeNext() is not { } item)
            return;
        team.Queues.Lanes.Enqueue(item);
        team.StartIf(team.Gate.Summon());
    }

    private IThreadPoolWorkItem? TakeNext()
    {
        var next = _next;
        _next = null;
        return next;
    }

    private IThreadPoolWorkItem? Take()
    {
        var item = Queue.Take(team.SharedOneIn, out var gave);
        if (gave)
            team.StartIf(team.Gate.Summon());
        return item;
    }
}
