using System.Runtime.CompilerServices;

namespace Veda.Rx.Testing;

/// <summary>One execution of a body, with every choice made by a source.</summary>
internal sealed class Execution : IDisposable
{
    private readonly SimContext _sim;
    private readonly EventLog? _log;
    private Task? _running;

    /// <param name="body">What to run.</param>
    /// <param name="source">Makes the choices.</param>
    /// <param name="options">How the scheduler behaves.</param>
    /// <param name="log">Where to write down the steps; null for nowhere.</param>
    public Execution(Func<SimContext, Task> body, IChoiceSource source, SeededOptions options, EventLog? log = null)
    {
        _log = log;
        Scheduler = new SeededTestScheduler(source, options) { Log = log };
        _sim = new SimContext(Scheduler);
        Scheduler.IsUnfinished = () => _running is not { IsCompleted: true } || _sim.IsUnfinished;
        Scheduler.Begin(Scheduler.NewChain("body"), () => _running = body(_sim));
    }

    public SeededTestScheduler Scheduler { get; }

    /// <summary>Runs a body from begin to end.</summary>
    /// <param name="body">What to run.</param>
    /// <param name="source">Makes the choices.</param>
    /// <param name="options">How the scheduler behaves.</param>
    /// <param name="log">Where to write down the steps; null for nowhere.</param>
    /// <param name="looksForUnobserved">Asked, if operations have failed and the body has not, whether to see if anybody has looked; null for always.</param>
    /// <param name="looksForEscapes">Whether to see, if it does not end, whether it waits for something real.</param>
    public static Ending Run(Func<SimContext, Task> body, IChoiceSource source, SeededOptions options, EventLog? log = null, Func<bool>? looksForUnobserved = null, bool looksForEscapes = false)
    {
        var (ending, failed) = RunApart(body, source, options, log, looksForEscapes);
        return ending is { Error: null, IsLeft: false } && failed.Count > 0 && looksForUnobserved?.Invoke() != false && UnobservedErrors.Find(failed) is { } unobserved
            ? ending with { Error = new UnobservedException(unobserved) }
            : ending;
    }

    /// <summary>Runs a body as the execution of a trace went. What it ends with is where it went another way, if it did.</summary>
    /// <exception cref="InvalidOperationException">The trace is of real threads.</exception>
    public static Ending Repeat(Func<SimContext, Task> body, Trace trace)
    {
        var replay = new TraceReplay(trace);
        var ending = Run(body, replay.Choices, trace.Scheduler, replay.Log);
        return ending with { Error = replay.Outcome(ending.Error) };
    }

    /// <summary>Apart, so that nothing holds the execution's tasks when it is over.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Ending Ending, IReadOnlyList<Exception> Failed) RunApart(Func<SimContext, Task> body, IChoiceSource source, SeededOptions options, EventLog? log, bool looksForEscapes)
    {
        using var execution = new Execution(body, source, options, log);
        var ending = execution.Finish();
        if (looksForEscapes && ending.Error is DeadlockException && execution.Scheduler.Escape() is { } escape)
            ending = ending with { Error = escape };
        return (ending, execution._sim.Failed);
    }

    /// <summary>Runs the next action.</summary>
    /// <returns>False if none is left.</returns>
    public bool Step() => Scheduler.RunNext();

    /// <summary>Runs what is left, or until so many steps have been made: the same as one by one, and faster where simulated threads follow each other.</summary>
    public void RunTo(int step)
    {
        Scheduler.StopsAt = step;
        Scheduler.Start();
        Scheduler.StopsAt = int.MaxValue;   // who throws is at the end
    }

    /// <summary>What has gone wrong in an execution of which nothing is left to run; null if nothing has.</summary>
    public Exception? Outcome() => _sim.Violation ?? _running switch
    {
        null => new InvalidOperationException("The body returned null instead of a task."),
        { IsCompleted: false } => new DeadlockException(Deadlock()),
        { IsCanceled: true } => Cancellation(_running),
        _ => _running.Exception?.InnerException,
    };

    /// <summary>Runs what is left.</summary>
    public Ending Finish()
    {
        var error = Error();
        return new Ending(error, Scheduler.Choices, Scheduler.ChoicesHash, _log, Scheduler.IsLeft);
    }

    /// <summary>Unwinds the threads that have not ended.</summary>
    public void Dispose() => Scheduler.Dispose();

    private Exception? Error()
    {
        try
        {
            Scheduler.Start();
            Scheduler.ThrowIfFailed();
        }
        catch (Exception thrown)
        {
            // An action that was let go when a simulated thread gave way may throw because of that.
            var error = Scheduler.Failure ?? thrown;
            return error is StepLimitException { Limit: var limit } ? new StepLimitException(limit, Before()) : error;
        }
        return Scheduler.IsLeft ? null : Outcome();
    }

    /// <summary>What was thrown, which a task that was cancelled tells only by throwing it.</summary>
    private static OperationCanceledException Cancellation(Task cancelled)
    {
        try
        {
            cancelled.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException thrown)
        {
            return thrown;
        }
        throw new ArgumentException("The task was not cancelled.", nameof(cancelled));
    }

    /// <summary>What may be why it does not end: an operation that has failed leaves things undone, such as giving a lock back.</summary>
    private string Before() => _sim.Failed is [var first, ..] ? $" Before, an operation has failed: {ErrorText.Of(first)}" : "";

    private string Deadlock()
    {
        var unfinished = string.Join("; ", _sim.Unfinished());
        return $"The body still waits at {Scheduler.Now.TimeOfDay} of virtual time, after {Scheduler.Steps} steps, and nothing is left to run. {(unfinished.Length == 0 ? "It waits for something that nobody does." : $"{unfinished}.")}{Before()}";
    }
}
