using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Veda.Rx.Scheduling;
using Veda.Rx.WorkStealing;

namespace Veda.Rx;

/// <summary>A scheduler with threads of its own, each with a work-stealing deque, for work that is parallel and short.</summary>
/// <remarks>
/// <para>Thread safety: every member may be called from any thread. Actions run on background threads named
/// "Veda.Rx worker N", which start when there is work and end after <see cref="VedaOptions.IdleTimeout"/> without any; no more
/// than <see cref="VedaOptions.Workers"/> run at the same time, except in place of workers that wait inside Veda.</para>
/// <para>Order: actions scheduled from outside start first in, first out; an action scheduled by a running action is preferred
/// on the same worker, newest first, unless an idle worker takes it, oldest first. Every now and then a worker takes
/// the oldest work first, so that nothing starves. What is scheduled through <see cref="WithPriority"/> goes before or behind all that. Nothing ever runs inside the call that schedules it.</para>
/// <para>Errors: an exception that leaves an action goes to <see cref="VedaOptions.UnhandledException"/>, and the worker goes on;
/// without a handler it ends the process, as on Rx's own schedulers.</para>
/// <para><c>AsyncLocal</c> values do not flow into actions, and what an action sets does not reach the next.</para>
/// <para>Time comes from <see cref="VedaOptions.Time"/> alone. An absolute due time is turned into a relative one when it is
/// scheduled; later changes of the system's date do not move it.</para>
/// <para>The end: <see cref="DisposeAsync"/> runs what is queued, <see cref="Dispose"/> drops it.</para>
/// </remarks>
public sealed class WorkStealingScheduler : IScheduler, ISchedulerPeriodic, ISchedulerLongRunning, IStopwatchProvider,
    IServiceProvider, IWorkerPool, IWorkQueue, IParticipation, IBlockCompensation, IPriorityScheduler, IAsyncDisposable, IDisposable
{
    private readonly VedaOptions _options;
    private readonly WorkerTeam _team;
    private readonly TimedWorkSet _timers;
    private readonly LongRunningThreads _longRunning;
    private readonly ICostModel _cost;
    private readonly PrioritizedScheduler _critical, _high, _low;

    /// <summary>Creates a scheduler; no thread starts yet.</summary>
    /// <param name="options">Workers, idle time-out, clock, exception handler; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public WorkStealingScheduler(VedaOptions? options = null)
    {
        _options = (options ?? new VedaOptions()).Validated();
        _team = new WorkerTeam(_options, this);
        _timers = new TimedWorkSet(_options.Time, this);
        _longRunning = new LongRunningThreads(this);
        _cost = _options.Policy.MeasuresCost ? new MeasuredCost(_options.Time) : FixedCost.Instance;
        _critical = View(WorkPriority.Critical);
        _high = View(WorkPriority.High);
        _low = View(WorkPriority.Low);
    }

    /// <summary>Its workers and queues, for those who look.</summary>
    internal WorkerTeam Team => _team;

    /// <summary>The settings that it was built with.</summary>
    internal VedaOptions Options => _options;

    /// <summary>The time of the scheduler's clock.</summary>
    public DateTimeOffset Now => _options.Time.GetUtcNow();

    int IWorkerPool.WorkerCount => _team.Gate.Counts.Allowed;

    void IWorkerPool.WhenMore(Action call) => _team.WhenMore(call);

    /// <summary>What the scheduler measures, window by window, while it has something to do. Completes when it has ended.</summary>
    /// <remarks>
    /// An observer is called by a worker or a waiting caller between two pieces of its work, or by the clock's timer where all workers are stuck, never by two at a time; a slow one delays that work, and the
    /// decision. What comes while it is being called waits for it, the latest 1,024; it is not told what is older. What it throws ends its subscription and goes where exceptions of actions go.
    /// </remarks>
    public IObservable<LoadStatistics> Load => _team.Adaptation.Load;

    /// <summary>How many workers may run at the same time, and why: the latest decision at once, then each that changes the number. Completes when the scheduler has ended.</summary>
    /// <inheritdoc cref="Load" path="/remarks"/>
    /// <example><code>
    /// using var log = runtime.Scheduler.Decisions.Subscribe(Console.WriteLine);   // 8 workers: all 2 busy with 0.1 of 2 processors: they wait for something
    /// </code></example>
    public IObservable<SchedulingDecision> Decisions => _team.Adaptation.Decisions;

    /// <summary>How streams cut their sources into batches here, and why: a decision for each batch that begins while somebody observes. Completes when the scheduler has ended.</summary>
    /// <remarks>
    /// An observer is called by a participant that has worked on a batch, never by two at a time, not in the order of positions. If it is slower than batches end, the latest 1,024 wait for it, and it is not told
    /// what is older. What it throws ends its subscription and goes where exceptions of actions go.
    /// </remarks>
    public IObservable<BatchDecision> Batches => _team.Adaptation.Batches;

    bool IParticipation.MayParticipate => true;

    /// <summary>Runs <paramref name="action"/> soon on a worker.</summary>
    /// <param name="state">Passed to the action.</param>
    /// <param name="action">What to run. It may schedule more; what it returns is disposed with the handle.</param>
    /// <returns>A handle that cancels the action if it has not started, and otherwise disposes what it returned.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The scheduler was disposed.</exception>
    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var item = new ScheduledAction<TState>(state, action);
        _team.Schedule(item);
        return item;
    }

    /// <summary>Runs <paramref name="action"/> soon on a worker.</summary>
    /// <param name="action">What to run.</param>
    /// <returns>A handle that cancels the action if it has not started.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The scheduler was disposed.</exception>
    /// <remarks>What Rx's extension of the same name does, at half the cost: 24 bytes, and no call through the interface.</remarks>
    public IDisposable Schedule(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var item = new PlainAction(action);
        _team.Schedule(item);
        return item;
    }

    /// <summary>Runs <paramref name="action"/> on a worker after <paramref name="dueTime"/>; at once if that is not positive.</summary>
    /// <inheritdoc cref="Schedule{TState}(TState, Func{IScheduler, TState, IDisposable})"/>
    /// <param name="state">Passed to the action.</param>
    /// <param name="dueTime">How long to wait, on the scheduler's clock.</param>
    /// <param name="action">What to run.</param>
    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        if (dueTime <= TimeSpan.Zero)
            return Schedule(state, action);
        ArgumentNullException.ThrowIfNull(action);
        var item = new ScheduledAction<TState>(state, action);
        return DueAction<ScheduledAction<TState>>.Start(_timers, _team, item, dueTime);
    }

    /// <summary>Runs <paramref name="action"/> on a worker at <paramref name="dueTime"/>; at once if that has passed.</summary>
    /// <inheritdoc cref="Schedule{TState}(TState, TimeSpan, Func{IScheduler, TState, IDisposable})"/>
    /// <param name="state">Passed to the action.</param>
    /// <param name="dueTime">When to run it, on the scheduler's clock.</param>
    /// <param name="action">What to run.</param>
    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);

    /// <summary>Runs <paramref name="action"/> on a worker once per <paramref name="period"/>, first after one period.</summary>
    /// <remarks>Never twice at the same time; periods that pass while it runs are made up for afterwards. An exception does not end it.</remarks>
    /// <param name="state">Passed to the first execution.</param>
    /// <param name="period">Not negative; zero runs the action again and again, each time behind what is waiting.</param>
    /// <param name="action">Makes the next execution's state out of this one's.</param>
    /// <returns>A handle that ends the repetition.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is negative, or more than a timer takes.</exception>
    /// <exception cref="ObjectDisposedException">The scheduler was disposed.</exception>
    public IDisposable SchedulePeriodic<TState>(TState state, TimeSpan period, Func<TState, TState> action)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(action);
        return PeriodicAction<TState>.Start(_timers, _team, state, period, action);
    }

    /// <summary>Runs <paramref name="action"/> on a thread of its own, which counts as none of the workers.</summary>
    /// <param name="state">Passed to the action.</param>
    /// <param name="action">What to run; it should return soon after its second argument says that it is disposed.</param>
    /// <returns>The handle that says so. Disposing the scheduler does too, and waits for the action to return.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The scheduler was disposed.</exception>
    public IDisposable ScheduleLongRunning<TState>(TState state, Action<TState, ICancelable> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var longRunning = new LongRunningAction<TState>(_team, state, action);
        _longRunning.Start(longRunning, longRunning.Run);
        return longRunning;
    }

    /// <summary>Starts a stopwatch on the scheduler's clock.</summary>
    /// <returns>The stopwatch; it may be read from any thread.</returns>
    public IStopwatch StartStopwatch() => new ClockStopwatch(_options.Time);

    /// <summary>The scheduler's capabilities: Rx's periodic, long-running and stopwatch, and Veda's in <c>Veda.Rx.Scheduling</c>.</summary>
    /// <param name="serviceType">The capability's interface.</param>
    /// <returns>The capability, or null.</returns>
    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(ICostModel))
            return _cost;
        if (serviceType == typeof(ILoadMeter))
            return _team.Adaptation;
        if (serviceType == typeof(VedaOptions))
            return _options;
        return serviceType == typeof(ISchedulerPeriodic) || serviceType == typeof(ISchedulerLongRunning)
            || serviceType == typeof(IStopwatchProvider) || serviceType == typeof(IWorkerPool) || serviceType == typeof(IWorkQueue)
            || serviceType == typeof(IParticipation) || serviceType == typeof(IBlockCompensation)
            || serviceType == typeof(IPriorityScheduler) ? this : null;
    }

    /// <summary>A view of this scheduler: whatever is scheduled through it has a priority and, if wanted, a deadline.</summary>
    /// <param name="priority">How urgent it is. Every now and then a worker takes less urgent work first, so that nothing starves.</param>
    /// <param name="deadline">
    /// How soon an action should begin, on the scheduler's clock, from when it is scheduled or due; for the work of a stream, from when the stream's run begins. Of the same priority,
    /// work with a deadline goes before work without, the earliest deadline first; one that has passed is the most urgent, and no error. More than
    /// zero; null for no deadline.
    /// </param>
    /// <returns>
    /// A scheduler with all that this one can do but long-running actions, which it is part of and ends with; the same one for the same priority without a deadline. For normal priority without a
    /// deadline this scheduler.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="priority"/> or <paramref name="deadline"/> is outside its range.</exception>
    /// <remarks>
    /// Order: actions of one priority without a deadline start first in, first out, also those that a running action schedules. An action is given the view as its scheduler, so what recurs stays there. Nothing is
    /// interrupted for urgent work; it is the next that a worker takes. Long-running actions are left out: they have threads of their own and no priority, and Rx's <c>ObserveOn</c>, for one, would be such an action. Cost: as scheduling from outside, and two
    /// interlocked operations; with a deadline a lock.
    /// </remarks>
    /// <example><code>
    /// var urgent = VedaRuntime.Default.Scheduler.WithPriority(WorkPriority.High);
    /// clicks.ObserveOn(urgent).Subscribe(Show);             // Rx, before whatever streams are running
    /// rows.ToVeda().On(urgent).Map(Parse).Subscribe(Show);  // a stream, likewise
    /// </code></example>
    public IScheduler WithPriority(WorkPriority priority, TimeSpan? deadline = null)
    {
        WorkPriorities.Check(priority, deadline);
        if (deadline is not null)
            return View(priority, deadline);
        return priority switch
        {
            WorkPriority.Critical => _critical,
            WorkPriority.High => _high,
            WorkPriority.Low => _low,
            _ => this,
        };
    }

    bool IWorkQueue.HasWaiting => !_team.Queues.IsEmpty;

    bool IWorkQueue.MayGoOn => Worker.Current is { } worker && worker.Team == _team && worker.MayGoOn;

    void IWorkQueue.Enqueue(IThreadPoolWorkItem work)
    {
        ArgumentNullException.ThrowIfNull(work);
        _team.Enqueue(work);
    }

    void IWorkQueue.EnqueueAgain(IThreadPoolWorkItem work)
    {
        ArgumentNullException.ThrowIfNull(work);
        _team.EnqueueAgain(work);
    }

    void IBlockCompensation.EnterBlocked() => _team.EnterBlocked();

    void IBlockCompensation.ExitBlocked() => _team.ExitBlocked();

    /// <summary>
    /// Drains: queued actions run, and what they schedule without a due time; timers that are not due are cancelled, long-running
    /// actions are asked to end. Other callers that schedule from now on get an <see cref="ObjectDisposedException"/>.
    /// </summary>
    /// <remarks>
    /// May be called from any thread and more than once. An action of this scheduler must not block on the returned task, which
    /// would wait for that action; it may await it. Work that reschedules itself for ever drains for ever: <see cref="Dispose"/>
    /// ends that. A stream that waits for its source, or for a sequence inside it, has nothing queued here and is not waited for: it
    /// ends with an <see cref="ObjectDisposedException"/> when that gives something.
    /// </remarks>
    /// <returns>A task that completes when all threads have ended.</returns>
    public async ValueTask DisposeAsync()
    {
        Close(TeamPhase.Draining);
        // Joining blocks, if only until a long-running action returns: not on the caller's thread.
        await _team.Stopped.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        _team.Join();
        _longRunning.Join();
    }

    /// <summary>
    /// Aborts: queued actions are dropped (work items with <see cref="IDroppableWork"/> are told), timers are cancelled, long-running
    /// actions are asked to end. Later calls that schedule throw an <see cref="ObjectDisposedException"/>.
    /// </summary>
    /// <remarks>
    /// May be called from any thread and more than once, also while <see cref="DisposeAsync"/> drains. Returns when all threads
    /// have ended, so the actions that run now must return; a call from one of those threads does not wait. A stream that waits
    /// for its source, or for a sequence inside it, learns of it when that gives something.
    /// </remarks>
    public void Dispose()
    {
        Close(TeamPhase.Aborting);
        if (_team.IsHere)
            return;
        _team.Join();
        _longRunning.Join();
    }

    private PrioritizedScheduler View(WorkPriority priority, TimeSpan? deadline = null) => new(this, _team, _timers, priority, deadline);

    private void Close(TeamPhase phase)
    {
        _timers.Close();
        _longRunning.Close();
        _team.End(phase);
    }
}
