namespace Veda.Rx.Testing;

/// <summary>An execution that failed.</summary>
/// <param name="Error">What its body threw, or why it did not end.</param>
/// <param name="Execution">Which one it was, from 0.</param>
/// <param name="Strategy">Who chose.</param>
/// <param name="Trace">The execution, after shrinking.</param>
/// <param name="Found">How many unusual choices it had before.</param>
public sealed record ExploreFailure(Exception Error, int Execution, string Strategy, Trace Trace, int Found)
{
    /// <summary>How many of the choices are not the usual ones.</summary>
    public int Unusual => Trace.Choices.Count(choice => choice.Picked != 0);

    /// <summary>The smallest data found with which it fails; null where the body has none, or where they are null.</summary>
    public object? Data { get; init; }

    /// <summary>Whether the body has data.</summary>
    internal bool HasData { get; init; }

    /// <summary>Where the execution went another way when it was repeated; null if it did not. What has one depends on something that is not simulated.</summary>
    public ReplayDivergenceException? Divergence { get; init; }
}
