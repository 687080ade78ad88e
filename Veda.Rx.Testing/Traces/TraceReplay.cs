namespace Veda.Rx.Testing;

/// <summary>Has an execution repeat that of a trace, and sees where it does not.</summary>
internal sealed class TraceReplay
{
    /// <summary>Who chose where nobody did.</summary>
    private const string RealThreads = "real threads";

    private readonly ReplayedChoices _choices;

    /// <param name="trace">The execution to repeat.</param>
    /// <exception cref="InvalidOperationException">It is of real threads.</exception>
    public TraceReplay(Trace trace)
    {
        ThrowIfReal(trace);
        Log = new EventLog(trace);
        _choices = new ReplayedChoices(trace.Choices, ReplayMode.Strict);
    }

    /// <summary>Where the execution writes down its steps.</summary>
    public EventLog Log { get; }

    /// <summary>Makes its choices.</summary>
    public IChoiceSource Choices => _choices;

    /// <summary>Refuses a trace that says what real threads did.</summary>
    /// <exception cref="InvalidOperationException">It does.</exception>
    public static void ThrowIfReal(Trace trace)
    {
        if (trace.Strategy == RealThreads)
            throw new InvalidOperationException("The trace was recorded on real threads, which are not under control: it can be looked at, compared and exported, and not repeated.");
    }

    /// <summary>What an execution that has ended comes to: how it differs from a longer one that it repeats, or else what it has ended with.</summary>
    /// <param name="error">What it has ended with; null if all went well.</param>
    public Exception? Outcome(Exception? error) =>
        error is ReplayDivergenceException or EscapeException ? error : Log.Missing(error) ?? _choices.Missing(error) ?? error;   // an escape says itself why it differs
}
