namespace Veda.Rx.Sources;

/// <summary>The bytes of an input, read block by block.</summary>
internal abstract class ByteBlocks : IDisposable
{
    /// <summary>The next block. One thread at a time.</summary>
    /// <returns>Null when another thread is reading it: the host is signalled when it is there.</returns>
    public abstract ReadBlock? TryTake();

    /// <summary>Reads a block that nobody has asked for yet, where that is possible. Any thread, also while another takes, or disposes.</summary>
    /// <returns>Whether one was read.</returns>
    public virtual bool TryReadAhead() => false;

    public abstract void Dispose();
}

/// <summary>Bytes that have been read.</summary>
/// <param name="Block">Where they are, behind the headroom. Used once for who takes it.</param>
/// <param name="Length">How many.</param>
/// <param name="IsLast">Whether nothing comes behind them.</param>
/// <param name="Failure">What reading on has thrown.</param>
internal sealed record ReadBlock(LineBlock Block, int Length, bool IsLast, Exception? Failure = null);
