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
/// <param name="size">Of those with no line that is longer; the others are not used again.</param>
/// <param name="reuses">Whether blocks are used again.</param>
internal sealed class LineMemory(int size, bool reuses)
{
    private FreeList<LineBlock, RealSync> _free;

    /// <summary>A block of at least that many bytes, used by who asks.</summary>
    public LineBlock Lease(int length) => ((length <= size ? _free.Take(this) : null) ?? new LineBlock(this, Math.Max(length, size))).Used();

    public void Return(LineBlock block)
    {
        if (reuses && block.Bytes.Length == size)
            _free.Add(this, block);
    }
}
