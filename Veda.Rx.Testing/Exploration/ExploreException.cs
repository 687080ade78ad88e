namespace Veda.Rx.Testing;

/// <summary>An exploration has found an execution that fails.</summary>
public sealed class ExploreException : Exception, IAssertionException
{
    internal ExploreException(ExploreResult result) : base(Describe(result), result.Failure!.Error) => Result = result;

    /// <summary>What the exploration saw.</summary>
    public ExploreResult Result { get; }

    private static string Describe(ExploreResult result)
    {
        var failure = result.Failure!;
        return $"""
            {failure.Error.GetType().Name}: {failure.Error.Message}
            Found by {failure.Strategy} in execution {failure.Execution + 1}, with {failure.Found} choices; the shortest that fails has {failure.Choices.Count}, {failure.Unusual} of them not the usual ones:
            {string.Join(' ', failure.Choices.Select(choice => choice.Picked))}
            Explore.Replay(body, result.Failure.Choices) repeats it.
            """;
    }
}
