namespace Veda.Rx.Testing;

/// <summary>The one door through which chance comes into a simulated execution: with the same answers it runs the same way.</summary>
/// <remarks>Asked by one thread at a time, and only where there is more than one alternative.</remarks>
public interface IChoiceSource
{
    /// <summary>Picks the action that runs next.</summary>
    /// <param name="ready">All that are due, at least two, in the order in which they came to be so; of hundreds, in any order.</param>
    /// <param name="usual">Which of them goes on with what ran before, or else has waited longest.</param>
    /// <returns>An index in <paramref name="ready"/>.</returns>
    int NextAction(ReadOnlySpan<Candidate> ready, int usual);

    /// <summary>Picks anything else.</summary>
    /// <param name="kind">What is picked.</param>
    /// <param name="id">Where in the program.</param>
    /// <param name="arity">How many alternatives there are; at least 2. The first is the plainest.</param>
    /// <returns>From 0 to <paramref name="arity"/> - 1.</returns>
    int Next(ChoiceKind kind, ulong id, int arity);
}
