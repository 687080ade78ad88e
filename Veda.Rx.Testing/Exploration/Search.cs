namespace Veda.Rx.Testing;

/// <summary>One search for an execution that fails: counts, looks at the budget, and works up the first failure.</summary>
internal sealed class Search
{
    /// <summary>So many executions, and later one in so many, are asked for exceptions that nobody has looked at.</summary>
    private const int LookedAt = 20;

    private readonly Func<SimContext, Task> _body;
    private readonly ExploreOptions _options;
    private readonly string _test;
    private readonly long _began;
    private readonly HashSet<ulong> _seen = [];
    private readonly bool _repeats;   // a trace instead of searching
    private int _leftOut;             // executions that were left before their end
    private int _stale;               // executions since one was another than all before

    public Search(Func<SimContext, Task> body, ExploreOptions options, string test)
    {
        (_body, _options, _test) = (body, options, test);
        _began = options.TimeProvider.GetTimestamp();
        if (Repetition.TraceOf(test) is not { } trace)
            return;
        _repeats = true;
        Repeat(trace);
    }

    public int Executions { get; private set; }

    public ExploreFailure? Failure { get; private set; }

    /// <summary>Whether the budget allows another execution, and none has failed.</summary>
    public bool GoesOn => Failure is null && !_repeats && Executions < _options.Executions && _stale < _options.Patience
        && (_options.Time is not { } limit || Executions == 0 || _options.TimeProvider.GetElapsedTime(_began) < limit);

    /// <summary>Runs one execution.</summary>
    /// <returns>How many choices it had.</returns>
    public int Run(string strategy, IChoiceSource source)
    {
        // That costs a garbage collection where a body expects operations to fail, as some do each time.
        var ending = Execution.Run(_body, source, _options.Scheduler, looksForUnobserved: Executions < LookedAt || Executions % LookedAt == 0);
        if (ending.IsLeft)
        {
            _leftOut++;
            return ending.Choices.Count;
        }
        _stale = _seen.Add(ending.Hash) ? 0 : _stale + 1;
        if (ending.Error is not null)
            Failure = WorkUp(ending, strategy, Executions);
        Executions++;
        return ending.Choices.Count;
    }

    public ExploreResult Result(bool exhausted) => new(Executions, _seen.Count, exhausted, Failure) { LeftOut = _leftOut };

    /// <summary>Repeats a failure, makes it plainer and writes it down.</summary>
    public ExploreFailure WorkUp(Ending found, string strategy, int execution)
    {
        // A failure that does not come again with the same choices depends on something else; there is nothing to shorten then.
        var again = Execution.Run(_body, new ReplayedChoices(found.Choices, ReplayMode.Strict), _options.Scheduler, new EventLog(), looksForEscapes: true);
        if (again.Error is EscapeException escape)
            return new ExploreFailure(escape, execution, strategy, Trace(again, strategy), found.Unusual);
        if (!again.IsLike(found))
        {
            var divergence = again.Error as ReplayDivergenceException
                ?? new ReplayDivergenceException(again.Log!.Events.Count + 1, choice: null, $"it ended with {found.Error!.GetType().Name} then, and with {again.Error?.GetType().Name ?? "no error"} now");
            return new ExploreFailure(found.Error!, execution, strategy, Trace(found, strategy), found.Unusual) { Divergence = divergence };
        }
        var shortest = Logged(new Shrinking(_body, found, _options).Run().Choices, ReplayMode.Strict);
        return new ExploreFailure(shortest.Error!, execution, strategy, Trace(shortest, strategy), found.Unusual);
    }

    private void Repeat(Trace trace)
    {
        var ending = Logged(trace.Choices, ReplayMode.Strict, trace);
        if ((ending.Error ?? ending.Log!.Missing()) is { } error)
            Failure = new ExploreFailure(error, 0, Repetition.TraceVariable, Trace(ending, trace.Strategy), ending.Unusual);
        Executions = 1;
        _seen.Add(ending.Hash);
    }

    private Ending Logged(IReadOnlyList<Choice> choices, ReplayMode mode, Trace? expected = null) =>
        Execution.Run(_body, new ReplayedChoices(choices, mode), _options.Scheduler, new EventLog(expected));

    private Trace Trace(Ending ending, string strategy) => ending.ToTrace(_test, _options.Seed, strategy, _options.Scheduler);
}
