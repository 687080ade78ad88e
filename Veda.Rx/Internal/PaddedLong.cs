using System.Runtime.InteropServices;

namespace Veda.Rx.Internal;

/// <summary>
/// A counter with a cache line to itself on either side (lines are fetched in pairs of 64 bytes): a thread that writes the
/// neighbouring field does not take this one out of its readers' caches.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct PaddedLong
{
    /// <summary>The counter; its owner says who writes it.</summary>
    [FieldOffset(128)]
    public long Value;
}
