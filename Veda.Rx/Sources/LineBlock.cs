using Veda.Rx.Internal;

namespace Veda.Rx.Sources;

/// <summary>Bytes that lines are parts of. Let go by everybody who works on them, it is used again, unless somebody may still hold its lines.</summary>
/// <param name="home">Where it goes then.</param>
/// <param name="size">How many bytes.</param>
internal sealed class LineBlock(LineMemory home, int size) : IDisposable
{
    private int _users;   // interlocked

    public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(size);

    /// <summary>One more works on it.</summary>
    public LineBlock Used()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>One of them is through.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            home.Return(this);
    }
}

/// <summary>Where blocks of one run come from.</summary>
/// <param name="size">How many bytes are read into one at once.</param>
/// <param name="reuses">Whether blocks are used again.</param>
internal sealed class LineMemory(int size, bool reuses)
{
    private FreeList<LineBlock, RealSync> _free;
    private FreeList<LineBlock, RealSync> _long;   // for lines that have no space in others

    /// <summary>What is left free before the bytes that are read: for the beginning of a line, which was read before them.</summary>
    public int Headroom => size / 4;

    private int Whole => Headroom + size;

    /// <summary>A block to read into, used by who asks.</summary>
    public LineBlock Lease() => (_free.Take(this) ?? new LineBlock(this, Whole)).Used();

    /// <summary>A block of at least that many bytes and more than those have, for a line that has no space in them.</summary>
    public LineBlock Lease(int length) => (_long.Take(this) is { } block && block.Bytes.Length >= length ? block : new LineBlock(this, Math.Max(length, 2 * Whole))).Used();

    /// <summary>The part of a block that is read into at once.</summary>
    public Span<byte> Space(LineBlock block) => block.Bytes.AsSpan(Headroom, size);

    public void Return(LineBlock block)
    {
        if (!reuses)
            return;
        if (block.Bytes.Length == Whole)
            _free.Add(this, block);
        else
            _long.Add(this, block);
    }
}
