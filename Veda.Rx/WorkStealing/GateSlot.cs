using Veda.Rx.Internal;

namespace Veda.Rx.WorkStealing;

/// <summary>One worker's place in the sleep gate.</summary>
internal sealed class GateSlot
{
    /// <summary>The worker runs, or looks for work.</summary>
    public const long Awake = 0;

    /// <summary>The worker may be woken by whoever moves the slot away from this state.</summary>
    public const long Parked = 1;

    /// <summary>A waker has chosen this worker: it wakes up as a searcher.</summary>
    public const long Summoned = 2;

    /// <summary>As <see cref="Summoned"/>, but the worker ends unless it finds work.</summary>
    public const long Dismissed = 3;

    /// <summary>One of the four. The worker itself parks; anyone summons, by compare-and-swap.</summary>
    public long State;

    public bool IsParked => Volatile.Read(ref State) == Parked;

    public Parker Parker { get; } = new();
}
