namespace Veda.Rx.WorkStealing;

/// <summary>The sleep gate's four counters in one word, so that every transition is one compare-and-swap.</summary>
/// <param name="Word">16 bits each, from the lowest: searching, sleeping, blocked, alive.</param>
internal readonly record struct GateCounts(long Word)
{
    /// <summary>One more worker that is awake and looks for work. While there is one, nobody needs to be woken.</summary>
    public const long OneSearching = 1L;

    /// <summary>One more worker that is parked, or about to be, and has not been claimed by a waker.</summary>
    public const long OneSleeping = 1L << 16;

    /// <summary>One more worker whose action waits for something: another may run in its place.</summary>
    public const long OneBlocked = 1L << 32;

    /// <summary>One more worker with a thread, or about to get one.</summary>
    public const long OneAlive = 1L << 48;

    /// <summary>Threads that one gate can count; compensation stops there.</summary>
    public const int Limit = short.MaxValue;

    public int Searching => (int)(Word & 0xFFFF);

    public int Sleeping => (int)((Word >> 16) & 0xFFFF);

    public int Blocked => (int)((Word >> 32) & 0xFFFF);

    public int Alive => (int)((Word >> 48) & 0xFFFF);

    /// <summary>Workers that run or look for work.</summary>
    public int Active => Alive - Sleeping - Blocked;

    public GateCounts Plus(long change) => new(Word + change);

    public override string ToString() => $"searching {Searching}, sleeping {Sleeping}, blocked {Blocked}, alive {Alive}";
}
