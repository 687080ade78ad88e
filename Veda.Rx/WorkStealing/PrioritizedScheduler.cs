using System.Reactive.Concurrency;
using Veda.Rx.Internal;
using Veda.Rx.Scheduling;

namespace Veda.Rx.WorkStealing;

/// <summary>A view of a scheduler: what is scheduled through it goes into the lane of a priority, perhaps with a deadline. All else is the scheduler's, but for threads that have no priority.</summary>
internal sealed class PrioritizedScheduler(WorkStealingScheduler owner, WorkerTeam team, TimedWorkSet timers, WorkPriority priority, TimeSpan? deadline)
    : IScheduler, ISchedulerPeriodic, IServiceProvider, IWorkQueue, IPriorityScheduler, IWorkTarget
{
    private const long NoDeadline = PriorityLanes<RealSync>.NoDeadline;

    public DateTimeOffset Now => owner.Now;

    public bool MayGoOn => ((IWorkQueue)owner).MayGoOn;

    public bool HasWaiting => ((IWorkQueue)owner).HasWaiting;

    /// <summary>The deadline of what is scheduled now, on the timers' clock; later than any other if it is too far away for that clock.</summary>
    private long DeadlineFromNow
    {
        get
        {
            if (deadline is not { } allowed)
                return NoDeadline;
            var now = timers.Time.GetTimestamp();
            var ticks = allowed.TotalSeconds * timers.Time.TimestampFrequency;
            return ticks < NoDeadline - now ? now + (long)ticks : NoDeadline - 1;
        }
    }

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    {
        var item = Bound(state, action);
        Enqueue(item);
        return item;
    }

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
        dueTime <= TimeSpan.Zero ? Schedule(state, action) : WhenDue(Bound(state, action), dueTime);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);

    public IDisposable SchedulePeriodic<TState>(TState state, TimeSpan period, Func<TState, TState> action)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(action);
        return PeriodicAction<TState>.Start(timers, this, state, period, action);
    }

    public IScheduler WithPriority(WorkPriority priority, TimeSpan? deadline = null) => owner.WithPriority(priority, deadline);

    public void Enqueue(IThreadPoolWorkItem work)
    {
        ArgumentNullException.ThrowIfNull(work);
        team.Enqueue(work, priority, DeadlineFromNow);
    }

    public void EnqueueAgain(IThreadPoolWorkItem work)
    {
        ArgumentNullException.ThrowIfNull(work);
        team.EnqueueAgain(work, priority, DeadlineFromNow);
    }

    public bool TryEnqueue(IThreadPoolWorkItem item) => team.TryEnqueue(item, priority, DeadlineFromNow);

    public IWorkQueue ForRun() => deadline is null ? this : new RunQueue(this, DeadlineFromNow);

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(IScheduler))
            return owner;
        if (serviceType == typeof(ISchedulerLongRunning))
            return null;   // Rx's operators would make use of a thread of their own, which has no priority, instead of the lane
        return serviceType == typeof(ISchedulerPeriodic) || serviceType == typeof(IWorkQueue) || serviceType == typeof(IPriorityScheduler)
            ? this : owner.GetService(serviceType);
    }

    /// <summary>An action that is given this view as its scheduler.</summary>
    private ScheduledAction<(PrioritizedScheduler View, TState State, Func<IScheduler, TState, IDisposable> Action)> Bound<TState>(
        TState state, Func<IScheduler, TState, IDisposable> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new((this, state, action), static (_, bound) => bound.Action(bound.View, bound.State));
    }

    private IDisposable WhenDue<TAction>(TAction item, TimeSpan dueTime) where TAction : class, IThreadPoolWorkItem, IDisposable =>
        DueAction<TAction>.Start(timers, this, item, dueTime);

    private void EnqueueUntil(IThreadPoolWorkItem work, long deadline) => team.Enqueue(work, priority, deadline);

    private void EnqueueAgainUntil(IThreadPoolWorkItem work, long deadline) => team.EnqueueAgain(work, priority, deadline);

    /// <summary>All batches of a run have the run's deadline: what is late does not get later by being worked on.</summary>
    private sealed class RunQueue(PrioritizedScheduler view, long deadline) : IWorkQueue
    {
        public bool MayGoOn => view.MayGoOn;

        public bool HasWaiting => view.HasWaiting;

        public void Enqueue(IThreadPoolWorkItem work) => view.EnqueueUntil(work, deadline);

        public void EnqueueAgain(IThreadPoolWorkItem work) => view.EnqueueAgainUntil(work, deadline);
    }
}
