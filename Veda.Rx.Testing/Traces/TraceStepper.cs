namespace Veda.Rx.Testing;

/// <summary>Walks through the execution of a trace: step by step, to a place, and back again.</summary>
/// <remarks>
/// The body really runs, under the choices of the trace: between two steps everything stands still, simulated threads too, and what the body has made can be looked at.
/// A step in which the body itself runs others, by <see cref="SeededTestScheduler.RunUntil"/> or by waiting for a stream, is made together with them.
/// <para>
/// Going back runs a new execution from the start to that place, so it costs as much as going there: to step 10,000 some 20 ms for a body of tasks and timers, some
/// 60 ms for one of simulated threads. The body is called again, so what is to be looked at must be kept anew by each call.
/// </para>
/// <para>Not thread-safe. Steps run on the thread that asks for them.</para>
/// </remarks>
/// <example><code>
/// using var stepper = new TraceStepper(body, Trace.Load("failure.json"));
/// stepper.RunToEnd();
/// while (stepper.StepBack())
///     Console.WriteLine($"{stepper.Position} {stepper.Time} {stepper.Current?.Operation}");
/// </code></example>
public sealed class TraceStepper : IDisposable
{
    private readonly Func<SimContext, Task> _body;
    private readonly List<int> _stops = [];   // the position after each action that was run from here
    private Trace _trace;                     // with the steps that were seen, should it have none
    private TraceReplay _replay;
    private Execution _execution;
    private ReplayDivergenceException? _divergence;
    private bool _isDisposed;

    /// <summary>Stands before the first step.</summary>
    /// <param name="body">What the trace is of.</param>
    /// <param name="trace">The execution.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">The trace is of real threads.</exception>
    public TraceStepper(Func<SimContext, Task> body, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(trace);
        (_body, _trace) = (body, trace);
        (_replay, _execution) = Begin();
    }

    /// <summary>How many steps have been made.</summary>
    public int Position => Made.Count;

    /// <summary>The last step that has been made; null before the first.</summary>
    public TraceEvent? Current => Position == 0 ? null : Made[^1];

    /// <summary>The virtual time.</summary>
    public TimeSpan Time => new(_execution.Scheduler.Clock);

    /// <summary>Whether the execution is over: an action has thrown, or no step was left when the next one was asked for.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>At the end, what the body threw, or why it did not end; null if all went well, and before the end.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Makes the next step.</summary>
    /// <returns>Whether there was one; if not, this is the end.</returns>
    /// <exception cref="ReplayDivergenceException">It is not the step of the trace, or the execution ends before that of the trace does.</exception>
    /// <exception cref="ObjectDisposedException">The stepper has been disposed.</exception>
    public bool StepForward()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (IsAtEnd)
            return false;
        if (_divergence is not null)
            throw _divergence;
        var before = Position;
        Run(execution =>
        {
            if (!execution.Step())
                End(execution.Outcome());
        });
        if (Position == before)
            return false;
        _stops.Add(Position);
        return true;
    }

    /// <summary>Goes back to before the last step.</summary>
    /// <returns>Whether there was one; if not, this is the start.</returns>
    /// <exception cref="ReplayDivergenceException">A step is not that of the trace.</exception>
    /// <exception cref="ObjectDisposedException">The stepper has been disposed.</exception>
    public bool StepBack()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Position > 0 && RunTo(Before);
    }

    /// <summary>Goes forward or back to where so many steps have been made.</summary>
    /// <param name="step">How many. From 0.</param>
    /// <returns>Whether there are so many; if not, this is the end.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    /// <exception cref="ReplayDivergenceException">A step is not that of the trace.</exception>
    /// <exception cref="ObjectDisposedException">The stepper has been disposed.</exception>
    public bool RunTo(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (step < Position)
            GoBack(step);
        while (Position < step && StepForward())
        {
        }
        return Position >= step;
    }

    /// <summary>Goes forward to the next step for which a condition holds, and makes it.</summary>
    /// <param name="condition">Called with each step that has just been made, on the calling thread.</param>
    /// <returns>Whether there is one; if not, this is the end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is null.</exception>
    /// <exception cref="ReplayDivergenceException">A step is not that of the trace.</exception>
    /// <exception cref="ObjectDisposedException">The stepper has been disposed.</exception>
    public bool RunTo(Func<TraceEvent, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        for (var seen = Position; StepForward(); seen = Position)
        {
            if (Made.Skip(seen).Any(condition))
                return true;
        }
        return false;
    }

    /// <summary>Goes back to the last step before this one for which a condition holds, so that it has just been made.</summary>
    /// <param name="condition">Called with each step, the latest first, on the calling thread.</param>
    /// <returns>Whether there is one; if not, nothing changes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is null.</exception>
    /// <exception cref="ReplayDivergenceException">A step is not that of the trace.</exception>
    /// <exception cref="ObjectDisposedException">The stepper has been disposed.</exception>
    public bool RunBackTo(Func<TraceEvent, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        for (var step = Before; step > 0; step--)
        {
            if (condition(Made[step - 1]))
                return RunTo(step);
        }
        return false;
    }

    /// <summary>Goes forward or back to the first step that is at a virtual time or later, and makes it.</summary>
    /// <param name="time">The virtual time, from the start of the execution.</param>
    /// <returns>Whether there is one; if not, this is the end.</returns>
    /// <exception cref="ReplayDivergenceException">A step is not that of the trace.</exception>
    /// <exception cref="ObjectDisposedException">The stepper has been disposed.</exception>
    public bool RunToTime(TimeSpan time)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var first = Made.FirstOrDefault(step => step.Time >= time.Ticks);
        return first.Step > 0 ? RunTo(first.Step) : RunTo(step => step.Time >= time.Ticks);
    }

    /// <summary>Goes forward to the end.</summary>
    /// <returns>What <see cref="Error"/> is there.</returns>
    /// <exception cref="ReplayDivergenceException">A step is not that of the trace.</exception>
    /// <exception cref="ObjectDisposedException">The stepper has been disposed.</exception>
    public Exception? RunToEnd()
    {
        while (StepForward())
        {
        }
        return Error;
    }

    /// <summary>Ends the execution, wherever it stands: simulated threads unwind. What it has thrown stays.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _execution.Dispose();
    }

    /// <summary>Where the last step began.</summary>
    private int Before => _stops.Count < 2 ? 0 : _stops[^2];

    private IReadOnlyList<TraceEvent> Made => _replay.Log.Events;

    private (TraceReplay, Execution) Begin()
    {
        var replay = new TraceReplay(_trace);
        return (replay, new Execution(_body, replay.Choices, _trace.Scheduler, replay.Log));
    }

    private void GoBack(int step)
    {
        _execution.Dispose();
        // The next execution has to go as this one did, also where the trace does not say how.
        if (Position > _trace.Events.Count)
            _trace = _trace with { Events = Made, Lanes = _replay.Log.Lanes };
        (IsAtEnd, Error, _divergence) = (false, null, null);
        (_replay, _execution) = Begin();
        Run(execution => execution.RunTo(step));
        _stops.RemoveAll(stop => stop > Position);
    }

    private void Run(Action<Execution> some)
    {
        try
        {
            some(_execution);
        }
        catch (Exception error)
        {
            End(error);   // an action has thrown, and that is the end of an execution
        }
    }

    private void End(Exception? error)
    {
        var outcome = _replay.Outcome(error);
        if (outcome is ReplayDivergenceException divergence)
            throw _divergence = divergence;
        (IsAtEnd, Error) = (true, outcome);
    }
}
