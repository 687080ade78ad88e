namespace Veda.Rx.Tests.Races;

/// <summary>A fresh start for one execution.</summary>
/// <param name="Threads">What each simulated thread does.</param>
/// <param name="AtRest">Called when no thread can go on: all have finished, or wait. Null when that is right, otherwise what is wrong.</param>
internal sealed record Scenario(Action[] Threads, Func<string?> AtRest);
