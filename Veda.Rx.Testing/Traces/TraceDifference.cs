namespace Veda.Rx.Testing;

/// <summary>Where two executions part.</summary>
/// <param name="Step">The first step that differs, from 1.</param>
/// <param name="One">What it is in the one; null if that has ended before.</param>
/// <param name="Other">What it is in the other; null if that has ended before.</param>
public sealed record TraceDifference(int Step, string? One, string? Other)
{
    /// <inheritdoc/>
    public override string ToString() => $"step {Step}: {One ?? "the end"} | {Other ?? "the end"}";
}
