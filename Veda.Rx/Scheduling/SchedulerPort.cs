using System.Reactive.Concurrency;
using System.Runtime.CompilerServices;
using Veda.Rx.Internal;

namespace Veda.Rx.Scheduling;

/// <summary>A scheduler as the engine sees it: its capabilities, and what stands in for those that it lacks.</summary>
internal sealed class SchedulerPort
{
    private static readonly VedaOptions s_defaults = new();
    private static readonly ConditionalWeakTable<IScheduler, SchedulerPort> s_ports = [];

    private readonly IWorkQueue _queue;
    private readonly IWorkerPool? _pool;
    private readonly IParticipation? _participation;
    private readonly RxTraits _traits;

    private SchedulerPort(IScheduler scheduler)
    {
        var innermost = Innermost(scheduler);
        _traits = RxTraits.Of(innermost);
        Name = innermost.GetType().Name;
        _queue = Capability<IWorkQueue>(scheduler) ?? new ScheduledQueue(scheduler);
        _pool = Capability<IWorkerPool>(scheduler);
        _participation = Capability<IParticipation>(scheduler);
        Log = Capability<IBatchLog>(scheduler);
        LogClock = Log is null ? null : new MeasuredCost(Log.Time);
        Watch = Capability<IEdgeWatch>(scheduler);
        Load = Capability<ILoadMeter>(scheduler);
        var options = Capability<VedaOptions>(scheduler) ?? s_defaults;
        (MinBatch, MaxBatch) = (options.MinBatch, options.MaxBatch);
        MeasuresCost = options.Policy.MeasuresCost && !_traits.IsVirtual;
        QueueCapacity = options.QueueCapacity;
        BatchCost = (long)options.Policy.BatchCost.TotalNanoseconds;
        BorrowsThreads = _participation?.BorrowsThreads ?? _traits.BorrowsThreads;
        if (innermost == scheduler)
        {
            _pool?.WhenMore(CallMore);
            Load?.LookWith(new Lookout(this));
            Memory = options.MaxMemoryBytes is { } bytes ? new MemoryBudget(bytes) : null;
            Costs = MeasuresCost ? new KnownCosts() : null;
        }
        else
        {
            var port = For(innermost);
            (Members, Memory, Costs) = (port.Members, port.Memory, port.Costs);   // views of a scheduler come and go
        }
        Cost = Capability<ICostModel>(scheduler) ?? (_traits.IsVirtual ? FixedCost.Instance : MeasuredCost.System);
    }

    /// <summary>Whom to tell of work done there; null for nobody.</summary>
    public IBatchLog? Log { get; }

    /// <summary>Measures the work for <see cref="Log"/>; null if there is none.</summary>
    public MeasuredCost? LogClock { get; }

    /// <summary>Who watches what passes between streams there and what is around them; null for nobody.</summary>
    public IEdgeWatch? Watch { get; }

    /// <summary>Whom to tell how much is done there; null for nobody.</summary>
    public ILoadMeter? Load { get; }

    /// <summary>The fewest elements of a batch there, unless a stream says otherwise.</summary>
    public int MinBatch { get; }

    /// <summary>The most.</summary>
    public int MaxBatch { get; }

    /// <summary>Whether batches depend on measured time there.</summary>
    public bool MeasuresCost { get; }

    /// <summary>How many elements of a source that pushes may wait there, unless the stream says otherwise.</summary>
    public int QueueCapacity { get; }

    /// <summary>What a batch should cost there, in nanoseconds.</summary>
    public long BatchCost { get; }

    /// <summary>What work costs there.</summary>
    public ICostModel Cost { get; }

    /// <summary>What to call the scheduler, for people.</summary>
    public string Name { get; }

    /// <summary>Which of the capabilities that streams make use of the scheduler lacks.</summary>
    public IEnumerable<string> Lacks
    {
        get
        {
            if (_queue is ScheduledQueue)
                yield return nameof(IWorkQueue);
            if (_pool is null)
                yield return nameof(IWorkerPool);
            if (_participation is null)
                yield return nameof(IParticipation);
        }
    }

    /// <summary>What runs there, or waits to.</summary>
    public Roster<IPortMember> Members { get; } = new();

    /// <summary>What bounds the results in flight there, of all runs together; null where the windows alone do.</summary>
    public MemoryBudget? Memory { get; }

    /// <summary>What elements have cost there; null where batches do not depend on measured time.</summary>
    public KnownCosts? Costs { get; }

    /// <summary>How many participants can run at the same time, now.</summary>
    public int Workers => _pool?.WorkerCount ?? _traits.Workers;

    /// <summary>Whether the calling thread may work for this scheduler while it waits.</summary>
    public bool MayParticipate => _participation?.MayParticipate ?? _traits.MayParticipate;

    /// <summary>Whether it runs on its callers' threads, so that blocking one of them could stop it.</summary>
    public bool BorrowsThreads { get; }

    /// <summary>Whether it may execute an item inside the call that enqueues it. A queue of its own never does.</summary>
    public bool RunsInline => BorrowsThreads && _queue is ScheduledQueue;

    /// <inheritdoc cref="IParticipation.TryRunOther"/>
    public bool TryRunOther(bool again) => _participation?.TryRunOther(again) ?? false;

    /// <summary>Whether its time is virtual, so that one thread does everything: if it waits, it waits for itself.</summary>
    public bool IsVirtual => _traits.IsVirtual;

    /// <summary>The port of a scheduler.</summary>
    public static SchedulerPort For(IScheduler scheduler) => s_ports.GetValue(scheduler, static s => new SchedulerPort(s));

    /// <summary>A view of a scheduler for work of one priority; the scheduler itself if it knows of none.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="priority"/> or <paramref name="deadline"/> is outside its range.</exception>
    public static IScheduler WithPriority(IScheduler scheduler, WorkPriority priority, TimeSpan? deadline)
    {
        WorkPriorities.Check(priority, deadline);
        return Capability<IPriorityScheduler>(scheduler)?.WithPriority(priority, deadline) ?? scheduler;
    }

    /// <inheritdoc cref="IWorkQueue.ForRun"/>
    public IWorkQueue ForRun() => _queue.ForRun();

    /// <summary>Runs the item once, soon, behind what already waits.</summary>
    public void Enqueue(IThreadPoolWorkItem work) => _queue.Enqueue(work);

    private void CallMore()
    {
        foreach (var member in Members.ToList())
            member.CallMore();
    }

    /// <summary>The scheduler that all wrappers wrap in the end: what the engine knows of that holds for them.</summary>
    private static IScheduler Innermost(IScheduler scheduler)
    {
        var seen = new HashSet<IScheduler>(ReferenceEqualityComparer.Instance);   // a wrapper may name itself
        while (seen.Add(scheduler) && (scheduler as IServiceProvider)?.GetService(typeof(IScheduler)) is IScheduler wrapped)
            scheduler = wrapped;
        return scheduler;
    }

    private static TCapability? Capability<TCapability>(IScheduler scheduler) where TCapability : class =>
        scheduler as TCapability ?? (scheduler as IServiceProvider)?.GetService(typeof(TCapability)) as TCapability;
}
