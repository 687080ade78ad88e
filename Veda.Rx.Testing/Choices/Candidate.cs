namespace Veda.Rx.Testing;

/// <summary>An action that could run next.</summary>
/// <param name="Id">
/// Its path: who scheduled it, and how many others that one had scheduled before; or whose steps it belongs to, and how many came before. The same in
/// every execution in which it comes about the same way, whatever ran in between.
/// </param>
/// <param name="Chain">What it is a step of: a thread, an operation with all that is behind its awaits, or an action and the first one that each schedules.</param>
/// <param name="Touches">What it touches that others may touch; null if that is not known, as of most actions.</param>
public readonly record struct Candidate(ulong Id, ulong Chain, Footprint? Touches = null)
{
    /// <summary>The chain of the thread of whose stores memory would take the oldest; 0 if it is no step of memory's.</summary>
    internal ulong StoreOf { get; init; }

    /// <summary>Who touches what it touches: memory does for the thread that has stored.</summary>
    internal ulong Owner => StoreOf == 0 ? Chain : StoreOf;
}
