namespace Veda.Rx.Testing;

/// <summary>What a search has seen, and whether it may go on.</summary>
internal sealed class SearchBudget(ExploreOptions options)
{
    /// <summary>So many executions in which something failed and nobody threw, and later one in so many of them, are asked for exceptions that nobody has looked at.</summary>
    private const int LookedAt = 20;

    private readonly long _began = options.TimeProvider.GetTimestamp();
    private readonly HashSet<ulong> _seen = [];
    private int _leftOut;   // executions that were left before their end
    private int _stale;     // executions since one was another than all before
    private int _silent;    // executions in which something failed and nobody threw

    public int Executions { get; private set; }

    /// <summary>Whether there may be another execution.</summary>
    public bool GoesOn => Executions < options.Executions && _stale < options.Patience
        && (options.Time is not { } limit || Executions == 0 || options.TimeProvider.GetElapsedTime(_began) < limit);

    /// <summary>Whether an execution in which something failed and nobody threw is asked: that costs a garbage collection, and some bodies expect operations to fail each time.</summary>
    public bool LooksForUnobserved()
    {
        var before = _silent++;
        return before < LookedAt || before % LookedAt == 0;
    }

    /// <summary>There has been an execution.</summary>
    public void Count(Ending ending)
    {
        if (ending.IsLeft)
        {
            _leftOut++;
            return;
        }
        _stale = _seen.Add(ending.Hash) ? 0 : _stale + 1;
        Executions++;
    }

    public ExploreResult Result(bool exhausted, ExploreFailure? failure) => new(Executions, _seen.Count, exhausted, failure) { LeftOut = _leftOut };
}
