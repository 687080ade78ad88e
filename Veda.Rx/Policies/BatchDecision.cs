namespace Veda.Rx;

/// <summary>How many elements a participant has tried to claim at once, and why.</summary>
/// <param name="Position">The position of the first in its source.</param>
/// <param name="Elements">How many; the source may have had fewer.</param>
/// <param name="ElementCost">What an element was expected to cost; zero where nothing had been measured.</param>
/// <param name="Reason">Why so many.</param>
public readonly record struct BatchDecision(long Position, int Elements, TimeSpan ElementCost, BatchReason Reason);
