namespace Veda.Rx.Testing;

/// <summary>What an exploration saw.</summary>
/// <param name="Executions">How many executions there were, without those that only made a failure shorter.</param>
/// <param name="Distinct">How many of them made different choices.</param>
/// <param name="Exhausted">Whether there is no other execution within the bound.</param>
/// <param name="Failure">What went wrong; null if nothing did.</param>
public sealed record ExploreResult(int Executions, int Distinct, bool Exhausted, ExploreFailure? Failure)
{
    /// <summary>How many more were left before their end, because others differ from them in nothing that matters.</summary>
    internal int LeftOut { get; init; }

    /// <summary>Throws the failure, if there is one, after saving its trace.</summary>
    /// <param name="directory">Where to save the trace; null for <c>veda-traces</c> beside the program.</param>
    /// <exception cref="ExploreException">There is one; the message says how to repeat it, the inner exception is what the body threw.</exception>
    public void ThrowOnFailure(string? directory = null)
    {
        if (Failure is not null)
            throw new ExploreException(this, directory ?? Path.Combine(AppContext.BaseDirectory, "veda-traces"));
    }
}
