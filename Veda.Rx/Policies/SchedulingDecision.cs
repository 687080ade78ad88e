namespace Veda.Rx;

/// <summary>What a policy has decided, and why.</summary>
/// <param name="Workers">How many workers may run at the same time.</param>
/// <param name="Reason">Why, for people; with the figures that counted.</param>
public sealed record SchedulingDecision(int Workers, string Reason)
{
    /// <summary>What the policy wants to be handed with the next load; only the policy that wrote it understands it. Must not change afterwards. Default null.</summary>
    public object? Memory { get; init; }

    /// <summary>The number and the reason.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Workers} {(Workers == 1 ? "worker" : "workers")}: {Reason}";
}
