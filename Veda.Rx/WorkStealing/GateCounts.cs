namespace Veda.Rx.WorkStealing;

/// <summary>The sleep gate's five numbers in one word, so that every transition is one compare-and-swap.</summary>
/// <param name="Word">13 bits each, from the lowest: searching, sleeping, blocked, alive; above them, in 12 bits, allowed.</param>
internal readonly record struct GateCounts(long Word)
{
    /// <summary>One more worker that is awake and looks for work. While there is one, nobody needs to be woken.</summary>
    public const long OneSearching = 1L;

    /// <summary>One more worker that is parked, or about to be, and has not been claimed by a waker.</summary>
    public const long OneSleeping = 1L << Width;

    /// <summary>One more worker whose action waits for something: another may run in its place.</summary>
    public const long OneBlocked = 1L << (2 * Width);

    /// <summary>One more worker with a thread, or about to get one.</summary>
    public const long OneAlive = 1L << (3 * Width);

    /// <summary>One more worker that may be active.</summary>
    public const long OneAllowed = 1L << (4 * Width);

    /// <summary>Threads that one gate can count; compensation stops there.</summary>
    public const int Limit = Mask;

    private const int Width = 13;
    private const int Mask = (1 << Width) - 1;

    public int Searching => (int)(Word & Mask);

    public int Sleeping => (int)((Word >> Width) & Mask);

    public int Blocked => (int)((Word >> (2 * Width)) & Mask);

    public int Alive => (int)((Word >> (3 * Width)) & Mask);

    /// <summary>How many may be active at the same time.</summary>
    public int Allowed => (int)(Word >>> (4 * Width));

    /// <summary>Workers that run or look for work.</summary>
    public int Active => Alive - Sleeping - Blocked;

    /// <summary>Workers that run something.</summary>
    public int Busy => Active - Searching;

    public GateCounts Plus(long change) => new(Word + change);

    public override string ToString() => $"searching {Searching}, sleeping {Sleeping}, blocked {Blocked}, alive {Alive}, allowed {Allowed}";
}
