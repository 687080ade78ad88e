namespace Veda.Rx.Testing;

/// <summary>What an exploration saw.</summary>
/// <param name="Executions">How many executions there were, without those that only made a failure shorter.</param>
/// <param name="Distinct">How many of them made different choices.</param>
/// <param name="Exhausted">Whether there is no other execution within the bound.</param>
/// <param name="Failure">What went wrong; null if nothing did.</param>
public sealed record ExploreResult(int Executions, int Distinct, bool Exhausted, ExploreFailure? Failure)
{
    /// <summary>Throws the failure, if there is one.</summary>
    /// <exception cref="ExploreException">There is one; the message says how to repeat it, the inner exception is what the body threw.</exception>
    public void ThrowOnFailure()
    {
        if (Failure is not null)
            throw new ExploreException(this);
    }
}

/// <summary>An execution that failed.</summary>
/// <param name="Error">What its body threw, or why it did not end.</param>
/// <param name="Execution">Which one it was, from 0.</param>
/// <param name="Strategy">Who chose.</param>
/// <param name="Choices">The choices that lead there, after shrinking.</param>
/// <param name="Found">How many there were before.</param>
public sealed record ExploreFailure(Exception Error, int Execution, string Strategy, IReadOnlyList<Choice> Choices, int Found)
{
    /// <summary>How many of the choices are not the plainest ones.</summary>
    public int Unusual => Choices.Count(choice => choice.Picked != 0);
}
