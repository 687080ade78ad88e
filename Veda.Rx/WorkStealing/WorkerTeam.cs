using Veda.Rx.Internal;
using Veda.Rx.Scheduling;

namespace Veda.Rx.WorkStealing;

/// <summary>The workers of one scheduler with their queues: takes items, starts and ends threads.</summary>
internal sealed class WorkerTeam : IWorkSource, IWorkTarget
{
    private const int OneAsked = 1 << 12;

    private readonly Action<Exception>? _unhandled;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Workers whose thread has ended, to be used first when one is needed. Guarded by <see cref="_lock"/>.</summary>
    private readonly Stack<Worker> _vacant = new();

    /// <summary>How many threads are being started, and, in steps of <see cref="OneAsked"/>, how many more are asked for. Interlocked.</summary>
    private int _starts;

    /// <summary>All workers there ever were. Replaced, never changed; written under <see cref="_lock"/>.</summary>
    private volatile Worker[] _workers = [];

    /// <summary>Called when more workers may be active. Written under <see cref="_lock"/>.</summary>
    private volatile Action? _whenMore;

    /// <summary>A <see cref="TeamPhase"/>; only goes forward. Written under <see cref="_lock"/>.</summary>
    private volatile int _phase = (int)TeamPhase.Running;

    public WorkerTeam(VedaOptions options, WorkStealingScheduler owner)
    {
        Owner = owner;
        _unhandled = options.UnhandledException;
        SharedOneIn = SharedAmong(options.Workers);
        Processors = options.Processors;
        Gate = new SleepGate<RealSync>(options.Workers, this);
        Idle = new IdleTimeout(this, options.Time, options.IdleTimeout);
        Adaptation = new Adaptation(this, options);
    }

    public WorkStealingScheduler Owner { get; }

    /// <summary>
    /// A worker takes one item more from the normal lane for each so many that wait there. Shorter queues, which is what runs of a
    /// stream make, and a single worker keep exact order.
    /// </summary>
    public int SharedOneIn { get; private set; }

    public SleepGate<RealSync> Gate { get; }

    public IdleTimeout Idle { get; }

    public Adaptation Adaptation { get; }

    public TeamQueues<RealSync> Queues { get; } = new();

    public Worker[] Workers => _workers;

    /// <summary>Completes when the last worker is about to end after <see cref="End"/>.</summary>
    public Task Stopped => _stopped.Task;

    public bool IsEnding => Phase != TeamPhase.Running;

    public bool IsAborting => Phase >= TeamPhase.Aborting;

    public int Processors { get; }

    public bool HasWork => !Queues.IsEmpty;

    public long SharedWork
    {
        get
        {
            var (urgent, normal, low) = Queues.Lanes.Count;
            return urgent + normal + low;
        }
    }

    private TeamPhase Phase => (TeamPhase)_phase;

    /// <summary>The worker of this team on whose thread the caller runs.</summary>
    private Worker? Here => Worker.Current is { } worker && worker.Team == this ? worker : null;

    /// <summary>Takes an item: from a worker's own action onto its deque, from elsewhere into the normal lane.</summary>
    /// <exception cref="ObjectDisposedException">The team takes nothing more from this thread.</exception>
    public void Schedule(IThreadPoolWorkItem item)
    {
        if (Here is not { } worker)
        {
            Enqueue(item);
            return;
        }
        if (IsAborting)
            throw Refusal.By(Owner);
        worker.Queue.Push(item);
        StartIf(Gate.Summon());
    }

    /// <summary>Takes an item into a lane, as <see cref="PriorityLanes{TSync}.Enqueue"/> says.</summary>
    /// <exception cref="ObjectDisposedException">The team takes nothing more from this thread.</exception>
    public void Enqueue(IThreadPoolWorkItem item, WorkPriority priority = WorkPriority.Normal, long deadline = PriorityLanes<RealSync>.NoDeadline)
    {
        if (!TryEnqueue(item, priority, deadline))
            throw Refusal.By(Owner);
    }

    /// <summary>The same for the item that the calling worker runs, and that is about to return.</summary>
    /// <exception cref="ObjectDisposedException">The team takes nothing more from this thread.</exception>
    public void EnqueueAgain(IThreadPoolWorkItem item, WorkPriority priority = WorkPriority.Normal, long deadline = PriorityLanes<RealSync>.NoDeadline)
    {
        if (Here is { } worker && !IsAborting && !Gate.HasSurplus)
            worker.Exchange(item, priority, deadline);
        else
            Enqueue(item, priority, deadline);
    }

    /// <inheritdoc/>
    public bool TryEnqueue(IThreadPoolWorkItem item) => TryEnqueue(item, WorkPriority.Normal, PriorityLanes<RealSync>.NoDeadline);

    /// <summary>As <see cref="Enqueue"/>, for timers, which may fire while the team ends.</summary>
    public bool TryEnqueue(IThreadPoolWorkItem item, WorkPriority priority, long deadline)
    {
        // A draining team still takes what its own actions ask for.
        if (Phase != TeamPhase.Running && (IsAborting || Here is null))
            return false;
        Queues.Lanes.Enqueue(item, priority, deadline);
        StartIf(Gate.Summon());
        // Finish stores the phase and then empties the queues, with a fence between; so has this, in Summon. One of the two drops a late item.
        if (Phase == TeamPhase.Stopped)
            DropAll();
        return true;
    }

    public void Claim() => CurrentWorker.Claim(Owner, OwnThread.Yield);

    /// <summary>Whether an exception that left an action is the team's to handle; otherwise it ends the process, as on Rx's schedulers.</summary>
    public bool Handles(Exception error) => _unhandled is not null || Refusal.IsBy(Owner, error);

    public void Handle(Exception error)
    {
        if (!Refusal.IsBy(Owner, error))
            _unhandled!(error);
    }

    /// <summary>An exception of somebody else's code, met in the middle of work that has nothing to do with it, goes where those of actions go.</summary>
    public void Report(Exception error)
    {
        if (_unhandled is null)
            TryEnqueue(new PlainAction(() => System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error)));
        else
            Handle(error);
    }

    /// <summary>Changes how many workers may be active.</summary>
    public void Allow(int workers)
    {
        var more = workers > Gate.Counts.Allowed;
        SharedOneIn = SharedAmong(workers);
        StartIf(Gate.Allow(workers));
        if (more)
            _whenMore?.Invoke();
    }

    private static int SharedAmong(int workers) => workers > 1 ? 8 * workers : int.MaxValue;

    /// <summary>Has something called whenever more workers may be active.</summary>
    public void WhenMore(Action call)
    {
        lock (_lock)
            _whenMore += call;
    }

    public void EnterBlocked() => Here?.EnterBlocked();

    public void ExitBlocked() => Here?.ExitBlocked();

    /// <summary>Begins to end, or hurries an end that has begun. Returns at once.</summary>
    /// <param name="phase"><see cref="TeamPhase.Draining"/> or <see cref="TeamPhase.Aborting"/>.</param>
    public void End(TeamPhase phase)
    {
        lock (_lock)
        {
            if (Phase >= phase)
                return;
            _phase = (int)phase;
        }
        Interlocked.MemoryBarrier(); // the phase before the counts: the pair of the look in SleepGate.Sleep
        Gate.WakeAll();
        Finish();
    }

    /// <summary>Returns when all threads of the workers have ended, but does not wait for the calling one.</summary>
    public void Join()
    {
        foreach (var worker in _workers)
        {
            if (worker.Thread is { IsCurrent: false } thread)
                thread.Join();
        }
    }

    public bool IsHere => Here is not null;

    /// <summary>Starts the thread that a gate method asked for.</summary>
    public void StartIf(bool needed)
    {
        if (needed)
            Start();
    }

    /// <summary>A searcher found nothing and ends.</summary>
    public void Leave(Worker worker)
    {
        Vacate(worker);
        StartIf(Gate.Leave());
        Finish();
    }

    /// <summary>A worker ends because the team is aborted.</summary>
    public void Quit(Worker worker, bool searching)
    {
        Vacate(worker);
        Gate.Quit(searching);
        Finish();
    }

    /// <summary>Starts the thread that the gate has asked for, or leaves that to a thread that is just being started.</summary>
    /// <remarks>
    /// .NET has whoever starts a thread wait until that runs, which is long where others want its processor. So nobody starts more than one: a new thread's first act is to start the next that is asked for.
    /// And no more do so at the same time than there are processors, or they would all be at that, and none at the work.
    /// </remarks>
    private void Start()
    {
        Interlocked.Add(ref _starts, OneAsked);
        StartNext();
    }

    private void StartNext()
    {
        while (TryBeginStart())
        {
            if (Hire() is not { } worker)
            {
                Interlocked.Decrement(ref _starts);
                Gate.Quit(searching: true);
                Finish();
                continue;
            }
            try
            {
                worker.Thread!.Start();
                return;
            }
            catch (Exception error) when (error is OutOfMemoryException or ThreadStartException)
            {
                Interlocked.Decrement(ref _starts);
                Vacate(worker);
                Gate.GiveUp();
                if (Gate.Counts.Alive == 0 && HasWork && !IsAborting)
                    throw;   // nobody would do what the caller has published; otherwise the others have to
                Finish();
            }
        }
    }

    private bool TryBeginStart()
    {
        while (true)
        {
            var starts = Volatile.Read(ref _starts);
            if (starts < OneAsked || starts % OneAsked >= Processors)
                return false;   // those who start some look again behind that
            if (Interlocked.CompareExchange(ref _starts, starts - OneAsked + 1, starts) == starts)
                return true;
        }
    }

    /// <summary>A worker that has no thread, with one that is to be started.</summary>
    /// <returns>Null when the team needs none any more.</returns>
    private Worker? Hire()
    {
        lock (_lock)
        {
            if (IsAborting)
                return null;
            var worker = _vacant.TryPop(out var vacant) ? vacant : Recruit();
            worker.Thread = new OwnThread($"Veda.Rx worker {worker.Number}", () => Begin(worker), after: worker.Thread);
            return worker;
        }
    }

    private void Begin(Worker worker)
    {
        Interlocked.Decrement(ref _starts);
        StartNext();
        worker.Run();
    }

    private Worker Recruit()
    {
        var worker = new Worker(this, _workers.Length + 1);
        _workers = [.. _workers, worker];
        Gate.Add(worker.Slot);
        return worker;
    }

    private void Vacate(Worker worker)
    {
        lock (_lock)
            _vacant.Push(worker);
    }

    /// <summary>Stops the team if it is ending and nobody is alive. Called after every step that could make that true.</summary>
    private void Finish()
    {
        bool starts;
        lock (_lock)
        {
            if (Phase is TeamPhase.Running or TeamPhase.Stopped || Gate.Counts.Alive > 0)
                return;
            // An item may have been left to a worker that was just leaving; that worker is going to find out, too.
            starts = Phase == TeamPhase.Draining && HasWork;
            if (!starts)
                _phase = (int)TeamPhase.Stopped;
        }
        if (starts)
        {
            StartIf(Gate.Summon());
            return;
        }
        Idle.Dispose();
        Adaptation.Dispose();
        Interlocked.MemoryBarrier(); // the phase before the queues; the pair of the fence in SleepGate.Summon, between an item and the phase
        DropAll();
        _stopped.SetResult();
    }

    private void DropAll()
    {
        while (Queues.TakeAny() is { } item)
            (item as IDroppableWork)?.Dropped(Refusal.By(Owner));
    }
}
