namespace Veda.Rx.Internal;

/// <summary>How many bytes of results may be in flight on a scheduler, and how many are: shared by all its runs.</summary>
/// <remarks>
/// It refuses nothing to who is at work on a batch, which could not stop there; a segment asks before it claims another one. Who is refused has a batch of its own in flight, and looks again when
/// that is delivered (<c>Merge.HasMemory</c>), so giving bytes back wakes nobody.
/// </remarks>
/// <param name="limit">How many may be.</param>
internal sealed class MemoryBudget(long limit)
{
    private long _used;   // interlocked

    /// <summary>How many bytes are in flight.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Whether another batch may be begun by a segment that has some in flight.</summary>
    public bool HasRoom => Used < limit;

    /// <summary>How many bytes may be.</summary>
    public long Limit => limit;

    /// <summary>A holder has so many bytes from now on.</summary>
    /// <param name="held">How many it had before; on return, how many it has.</param>
    /// <param name="bytes">How many it has now.</param>
    public void Hold(ref long held, long bytes)
    {
        if (bytes != held)
            Interlocked.Add(ref _used, bytes - held);
        held = bytes;
    }
}
