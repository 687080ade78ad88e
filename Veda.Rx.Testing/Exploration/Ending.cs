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

    /// <summary>Whether what went wrong is of the same type.</summary>
    public bool IsOfKind(Ending other) => Error?.GetType() == other.Error?.GetType();

    /// <summary>
    /// Whether the same thing went wrong: what was thrown says the same, but for numbers, which are values or steps. Where it was thrown would tell more, but a stack is another one
    /// once a method is optimized. What the simulation itself throws says who has done what by then, and that differs among executions of the same fault.
    /// </summary>
    public bool IsLike(Ending other) => IsOfKind(other) && (Error is null or DeadlockException or StepLimitException or EscapeException || Gist(Error) == Gist(other.Error!));

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
        Failure = Error is null ? null : ErrorText.Of(Error),
    };

    /// <summary>The first line of what an exception says; the others of an assertion are values.</summary>
    private static string Gist(Exception error) => string.Join(' ', ErrorText.Message(error).TrimStart().Split('\n')[0].Split(' ').Where(word => !word.Any(char.IsDigit)));
}
