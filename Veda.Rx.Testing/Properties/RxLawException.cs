namespace Veda.Rx.Testing;

/// <summary>An operator breaks a law.</summary>
/// <param name="law">Which one.</param>
/// <param name="script">What the source said, as a marble diagram.</param>
/// <param name="seed">The seed of the <see cref="SeededTestScheduler"/>; null if it was a <see cref="TestScheduler"/>.</param>
/// <param name="message">All of this, with what was expected and what came.</param>
/// <param name="cause">The exception that left an action, if one did.</param>
public sealed class RxLawException(RxLaw law, string script, ulong? seed, string message, Exception? cause = null) : Exception(message, cause), IAssertionException
{
    /// <summary>Which law.</summary>
    public RxLaw Law => law;

    /// <summary>What the source said, as a marble diagram.</summary>
    public string Script => script;

    /// <summary>The seed of the <see cref="SeededTestScheduler"/>; null if it was a <see cref="TestScheduler"/>.</summary>
    public ulong? Seed => seed;
}
