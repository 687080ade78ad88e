namespace Veda.Rx.Testing;

/// <summary>How an execution went.</summary>
/// <param name="Error">What went wrong; null if nothing did.</param>
/// <param name="Choices">The choices made.</param>
/// <param name="Hash">Of the choices.</param>
/// <param name="Log">The steps; null if they were not written down.</param>
/// <param name="IsLeft">Whether it was left before its end, because another one differs from it in nothing that matters.</param>
internal sealed record Ending(Exception? Error, IReadOnlyList<Choice> Choices, ulong Hash, EventLog? Log, bool IsLeft = false)
{
    /// <summary>How many of the choices are not the usual ones.</summary>
    public int Unusual => Choices.Count(choice => choice.Picked != 0);

    /// <summary>Whether it went wrong in the same way.</summary>
    public bool IsLike(Ending other) => Error?.GetType() == other.Error?.GetType();

    /// <summary>The execution for a file.</summary>
    public Trace ToTrace(string test, ulong seed, string strategy, SeededOptions scheduler) => new()
    {
        Test = test,
        Seed = seed,
        Strategy = strategy,
        Scheduler = scheduler,
        Choices = Choices,
        Lanes = Log?.Lanes ?? [],
        Events = Log?.Events ?? [],
        Hashes = Log?.Hashes ?? [],
        Failure = Error is null ? null : $"{Error.GetType().Name}: {Error.Message}",
    };
}
