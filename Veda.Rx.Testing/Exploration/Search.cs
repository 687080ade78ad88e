namespace Veda.Rx.Testing;

/// <summary>One search for an execution that fails; or the repetition of one, where the environment names a trace of the test.</summary>
internal sealed class Search
{
    private readonly Func<SimContext, Task> _body;
    private readonly ExploreOptions _options;
    private readonly string _test;
    private readonly SearchBudget _budget;
    private readonly bool _repeats;

    public Search(Func<SimContext, Task> body, ExploreOptions options, string test)
    {
        (_body, _options, _test) = (body, options, test);
        _budget = new SearchBudget(options);
        if (Repetition.TraceOf(test) is not { } trace)
            return;
        _repeats = true;
        Repeat(trace);
    }

    public int Executions => _budget.Executions;

    public ExploreFailure? Failure { get; private set; }

    /// <summary>Whether the budget allows another execution, and none has failed.</summary>
    public bool GoesOn => Failure is null && !_repeats && _budget.GoesOn;

    /// <summary>Runs one execution.</summary>
    /// <returns>How many choices it had.</returns>
    public int Run(string strategy, IChoiceSource source)
    {
        var ending = Execution.Run(_body, source, _options.Scheduler, looksForUnobserved: _budget.LooksForUnobserved);
        if (ending is { IsLeft: false, Error: not null })
            Failure = new WorkUp(_body, _options, _test).Of(ending, strategy, Executions);
        _budget.Count(ending);
        return ending.Choices.Count;
    }

    public ExploreResult Result(bool exhausted) => _budget.Result(exhausted, Failure);

    private void Repeat(Trace trace)
    {
        var ending = Execution.Repeat(_body, trace);
        if (ending.Error is { } error)
            Failure = new ExploreFailure(error, 0, Repetition.TraceVariable, ending.ToTrace(_test, trace.Seed, trace.Strategy, trace.Scheduler), ending.Unusual);
        _budget.Count(ending);
    }
}
