namespace Veda.Rx.Testing;

/// <summary>An execution has taken so many actions that it is taken for one that does not end.</summary>
public sealed class StepLimitException : Exception
{
    /// <param name="limit">How many were allowed.</param>
    public StepLimitException(int limit)
        : this(limit, "")
    {
    }

    /// <param name="limit">How many were allowed.</param>
    /// <param name="before">What went wrong before, as a sentence; empty if nothing did.</param>
    internal StepLimitException(int limit, string before)
        : base($"{limit:N0} actions have run and there are more: the execution does not seem to end. SeededOptions.MaxSteps allows more.{before}") => Limit = limit;

    /// <summary>How many were allowed.</summary>
    internal int Limit { get; }
}
