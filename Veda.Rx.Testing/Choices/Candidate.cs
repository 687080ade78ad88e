namespace Veda.Rx.Testing;

/// <summary>An action that could run next.</summary>
/// <param name="Id">
/// Its path: who scheduled it, and how many others that one had scheduled before. The same in every execution in which it comes about the same way, whatever
/// ran in between.
/// </param>
/// <param name="Chain">What it is a step of: an action and the first one that each schedules are like the steps of one thread.</param>
public readonly record struct Candidate(ulong Id, ulong Chain);
