namespace Veda.Rx.Testing;

/// <summary>An execution has taken so many actions that it is taken for one that does not end.</summary>
/// <param name="limit">How many were allowed.</param>
public sealed class StepLimitException(int limit)
    : Exception($"{limit:N0} actions have run and there are more: the execution does not seem to end. SeededOptions.MaxSteps allows more.");
