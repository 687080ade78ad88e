using System.Reactive.Concurrency;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Veda.Rx.Scheduling;

namespace Veda.Rx.Testing;

/// <summary>
/// Virtual time on which a seed decides what runs next among all that is due: the same seed gives the same interleaving, another seed
/// another one. Rx operators, tasks, timers and Veda's streams run on it unchanged, on one thread.
/// </summary>
/// <remarks>
/// Unlike on its base, what is scheduled for now is due at once and costs no tick; with what else is due at that tick it may
/// run in any order. Time moves on when nothing is due. An action that throws stops the scheduler before the exception leaves
/// <c>Start</c> or <c>AdvanceTo</c>, so that either can be called again.
/// <para>
/// Actions are not preempted: between two of them everything can happen, in the middle of one nothing. Not thread-safe, as nothing
/// that is to be repeated may depend on other threads: scheduling from another one while it is driven has
/// <c>Start</c> throw an <see cref="EscapeException"/>, unless <see cref="SeededOptions.Escapes"/> allows it. Driving from two at
/// the same time, by waiting for streams too, is an <see cref="InvalidOperationException"/>.
/// </para>
/// </remarks>
/// <example><code>
/// var seeded = new SeededTestScheduler(seed: 42);
/// var order = "";
/// foreach (var name in "abc")
///     seeded.Schedule(() => order += name);
/// seeded.Start();   // the same order each time; with another seed perhaps another one
/// </code></example>
public sealed partial class SeededTestScheduler : TestScheduler, IWorkQueue, IWorkerPool, IParticipation, ICostModel, IEdgeWatch, IDisposable
{
    private const ulong CostSite = 1, JitterSite = 2;   // names of choices of the scheduler's own

    /// <summary>Nanoseconds an element may cost. The first is that of other virtual schedulers.</summary>
    private static readonly long[] s_costs = [10_000, 1_000_000, 1_000, 10];

    private readonly SeededOptions _options;
    private readonly RecordedChoices _choices;
    private readonly DueActions _due;
    private readonly Escapes _escapes;
    private readonly List<VirtualThread> _threads = [];
    private VirtualAction? _running;   // the innermost
    private int _workers;              // how many chains of work items there have been
    private int _roots;                // how many actions were scheduled from outside
    private bool _single;              // whether who drives has asked for one action
    private ExceptionDispatchInfo? _failure;   // of a simulated thread that could not choose

    /// <summary>A scheduler on which chance decides.</summary>
    /// <param name="seed">Decides everything; any value will do.</param>
    /// <param name="options">How it behaves; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SeededTestScheduler(ulong seed, SeededOptions? options = null) : this(new RandomWalk(seed), options)
    {
    }

    /// <summary>A scheduler on which something else decides.</summary>
    /// <param name="choices">Decides everything.</param>
    /// <param name="options">How it behaves; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="choices"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SeededTestScheduler(IChoiceSource choices, SeededOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(choices);
        _options = (options ?? new SeededOptions()).Validated();
        _choices = new RecordedChoices(choices);
        _due = new DueActions(_choices);
        _escapes = new Escapes(this, _options.Escapes);
        Log = _options.Records ? new EventLog() : null;
        TimeProvider = new VirtualTimeProvider(this);
        TaskScheduler = new VirtualTaskScheduler(this);
        SynchronizationContext = new VirtualSynchronizationContext(this);
    }

    /// <summary>This clock for what takes a <see cref="System.TimeProvider"/>.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Runs tasks as actions of this scheduler.</summary>
    public TaskScheduler TaskScheduler { get; }

    /// <summary>Runs what comes behind an await as actions of this scheduler.</summary>
    public SynchronizationContext SynchronizationContext { get; }

    /// <summary>The choices made so far: with the same ones the execution is the same.</summary>
    public IReadOnlyList<Choice> Choices => _choices.Choices;

    /// <summary>A hash of the choices made so far.</summary>
    public ulong ChoicesHash => _choices.Hash;

    /// <summary>What has run so far, and the choices that make it do so again.</summary>
    /// <exception cref="InvalidOperationException">Steps are not written down.</exception>
    public Trace ToTrace() => new()
    {
        Scheduler = _options,
        Choices = [.. Choices],
        Lanes = [.. Recorded.Lanes],
        Events = [.. Recorded.Events],
        Hashes = [.. Recorded.Hashes],
    };

    /// <summary>How many actions have run.</summary>
    public int Steps { get; private set; }

    /// <summary>After how many actions <c>Start</c> is to return though there are more.</summary>
    internal int StopsAt { get; set; } = int.MaxValue;

    internal int Workers => _options.Workers;

    /// <inheritdoc cref="SeededOptions.SleepingLooks"/>
    internal int SleepingLooks => _options.SleepingLooks;

    private EventLog Recorded => Log ?? throw new InvalidOperationException("The scheduler does not write steps down; SeededOptions.Records has it do so.");

    internal bool DelaysStores => _options.DelaysStores;

    /// <summary>Whether what decides has left the execution where it stands, because another one differs from it in nothing that matters.</summary>
    internal bool IsLeft => _due.IsLeft;

    /// <summary>The simulated thread that has the baton, or had it last; null while none has.</summary>
    internal VirtualThread? Stepping { get; set; }

    /// <summary>Writes down what runs; null if nobody wants to know.</summary>
    internal EventLog? Log { get; init; }

    /// <summary>Whether what is simulated has not ended, though nothing may be left to run; null where only what is running is.</summary>
    internal Func<bool>? IsUnfinished { get; set; }

    /// <inheritdoc/>
    public override IDisposable ScheduleAbsolute<TState>(TState state, long dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (!TryTake(out var hold))
        {
            var arriving = new ScheduledAction<TState>(this, dueTime, default, state, action);
            _escapes.Arrive(arriving);
            return arriving;
        }
        using (hold)
        {
            var scheduled = new ScheduledAction<TState>(this, Due(dueTime), NextPath(), state, action);
            Add(scheduled);
            return scheduled;
        }
    }

    /// <summary>Runs the next action, moving time if nothing is due. May be called inside an action.</summary>
    /// <returns>False if there is none.</returns>
    /// <exception cref="InvalidOperationException">Another thread drives the simulation.</exception>
    public bool RunNext()
    {
        ThrowIfStartedElsewhere();
        using var hold = Take();
        var outer = _single;
        _single = true;
        try
        {
            if (Pick() is not { } next)
                return false;
            // As Start does.
            if (next.DueTime > Clock)
                Clock = next.DueTime;
            Run(next);
            return true;
        }
        finally
        {
            _single = outer;
        }
    }

    /// <summary>Runs one action after the other until a condition holds, or there is none left.</summary>
    /// <param name="condition">Asked before each action.</param>
    /// <returns>Whether it holds.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Another thread drives the simulation.</exception>
    public bool RunUntil(Func<bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        while (!condition())
        {
            if (!RunNext())
                return condition();
        }
        return true;
    }

    /// <summary>Ends the simulated threads that have not ended: of an execution that is left before its end.</summary>
    /// <exception cref="InvalidOperationException">The caller is inside of one of its actions.</exception>
    public void Dispose()
    {
        if (IsRunningHere)
            throw new InvalidOperationException("The scheduler cannot be disposed by one of its own actions or threads.");
        // By number: a thread that unwinds may yet have work enqueued.
        for (var i = 0; i < _threads.Count; i++)
            _threads[i].Abandon();
        _threads.Clear();
        ReturnCarriers();
    }

    /// <summary>Makes a choice of a test's own.</summary>
    internal int Choose(ChoiceKind kind, ulong site, int alternatives) => alternatives == 1 ? 0 : _choices.Next(kind, site, alternatives);

    /// <summary>The simulated thread whose step is to run next; null if what comes is no step, or the driver should look first.</summary>
    internal VirtualThread? NextStep()
    {
        try
        {
            while (!_single && IsEnabled && Steps < Math.Min(StopsAt, _options.MaxSteps) && Pick(waits: false) is { } next && next.DueTime <= Clock)
            {
                if (next is StepAction step)
                {
                    Begin(step);
                    return step.Thread;
                }
                if (next is not DrainAction)
                    return null;
                // Memory takes a store on whichever thread this is: it is not worth waking the driver.
                Begin(next);
                next.Run();
            }
            return null;
        }
        catch (Exception error)
        {
            Fail(error);   // it is the driver's, not that of the simulated thread's code
            return null;
        }
    }

    /// <summary>What is seen to run on a real thread within a moment; null if nothing is.</summary>
    internal EscapeException? Escape() => _escapes.Look();

    /// <summary>What has gone wrong outside of actions and has not been thrown; null if nothing has.</summary>
    internal Exception? Failure => _failure?.SourceException;

    /// <summary>Throws what has kept a simulated thread from choosing.</summary>
    internal void ThrowIfFailed()
    {
        if (_failure is not null && Interlocked.Exchange(ref _failure, null) is { } failure)
            failure.Throw();
    }

    /// <summary>What objects are to <see cref="SimMonitor"/>.</summary>
    internal ConditionalWeakTable<object, SimMonitor.Condition> Conditions { get; } = [];

    /// <summary>The simulated threads there have been, but for those of work that has ended.</summary>
    internal IEnumerable<VirtualThread> Threads => _threads;

    /// <summary>Begins a simulated thread.</summary>
    internal VirtualThread NewThread(Chain chain, Action body, Action<Exception>? failed = null)
    {
        var thread = new VirtualThread(this, chain, body, failed);
        _threads.Add(thread);
        return thread;
    }

    /// <summary>Work that has ended need not be remembered.</summary>
    internal void Forget(VirtualThread thread) => _threads.Remove(thread);

    /// <summary>Has an exception leave <c>Start</c>, as one of an action does.</summary>
    internal void Fail(Exception error) => _failure ??= ExceptionDispatchInfo.Capture(error);

    /// <summary>A chain that begins here.</summary>
    internal Chain NewChain(string name, bool isWorker = false)
    {
        var chain = new Chain(NextPath().Id, name, isWorker);
        Log?.Add(chain);
        return chain;
    }

    /// <summary>Runs the body of a simulated thread.</summary>
    internal void RunWatched(Chain chain, Action body) => _escapes.Watch(chain, body);

    /// <summary>Has a chain's first action run soon.</summary>
    internal void Begin(Chain chain, Action body)
    {
        var flow = ExecutionContext.Capture();
        Add(new PostedAction(this, Due(Clock), new VirtualSynchronizationContext(this, chain), chain.Next(), _ => Run(), null, "begin"));

        void Run()
        {
            if (flow is null)
                _escapes.Watch(chain, body);
            else
                ExecutionContext.Run(flow, _ => _escapes.Watch(chain, body), null);
        }
    }

    /// <summary>What runs next. The same until it has run, or something is scheduled or cancelled.</summary>
    protected override IScheduledItem<long>? GetNext()
    {
        try
        {
            using var hold = Take();
            return Steps < StopsAt ? Pick() : null;
        }
        catch
        {
            Stop();
            throw;
        }
    }

    /// <summary>Runs an action that was picked.</summary>
    internal void Run(VirtualAction action)
    {
        using var hold = Take();
        var outer = _running;
        // Under the context of a test runner, what is awaited without one would go on on a real thread instead of here.
        var context = System.Threading.SynchronizationContext.Current;
        var flow = ExecutionContext.Capture();
        if (context is not null)
            System.Threading.SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Begin(action);
            action.Run();
        }
        catch
        {
            Stop();
            throw;
        }
        finally
        {
            _running = outer;
            if (flow is not null && flow != ExecutionContext.Capture())
                ExecutionContext.Restore(flow);   // what an action leaves in its flow is not for others
            if (context is not null)
                System.Threading.SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Takes an action for when it is due.</summary>
    internal void Add(VirtualAction action)
    {
        action.Cause = _running is null ? 0 : Steps;
        _due.Add(action, Clock);
    }

    /// <summary>An action was cancelled before it ran.</summary>
    internal void Forget(VirtualAction action)
    {
        if (!TryTake(out var hold))
            return;   // it is passed over when its time comes
        using (hold)
            _due.Forget(action);
    }

    private VirtualAction? Pick(bool waits = true)
    {
        _driver = Environment.CurrentManagedThreadId;
        ThrowIfFailed();
        while (true)
        {
            _escapes.ThrowIfAny();
            while (_escapes.TryTake(out var arrived))
            {
                arrived.Path = NextPath();
                Add(arrived);
            }
            if (_due.Pick(Clock) is { } next)
                return next.DueTime > Clock && IsUnfinished?.Invoke() == false ? null : next;   // what ticks on when all has ended would tick for ever
            if (!waits || IsLeft || IsUnfinished?.Invoke() != true || !_escapes.Wait())
                return null;
        }
    }

    private void Begin(VirtualAction action)
    {
        var number = _due.Take();
        if (++Steps > _options.MaxSteps)
            throw new StepLimitException(_options.MaxSteps);
        _running = action;
        if (_watching.Count > 0 && action is not StepAction { Thread.IsLooking: true })
            WakeWatching();
        Log?.Add(Steps, Math.Max(Clock, action.DueTime), action, number);
    }

    private long Due(long time)
    {
        var due = Math.Max(time, Clock);
        if (_options.Jitter == 0)
            return due;
        var late = _choices.Next(ChoiceKind.Jitter, JitterSite, 3) * _options.Jitter / 2;
        return due + Math.Min(late, long.MaxValue - due);
    }

    private ActionPath NextPath() => _running is { } running ? running.Path.Child(running.Children++) : default(ActionPath).Child(_roots++);
}
