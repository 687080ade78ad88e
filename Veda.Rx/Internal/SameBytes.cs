using System.Runtime.InteropServices;

namespace Veda.Rx.Internal;

/// <summary>Memory as a key of a dictionary: the bytes count, not where they are.</summary>
internal sealed class SameBytes : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    /// <summary>That of strings: quick, and seeded anew for each process, so that no file can be written to collide. An odd byte is added to it.</summary>
    public int GetHashCode(ReadOnlyMemory<byte> obj)
    {
        var bytes = obj.Span;
        var hash = string.GetHashCode(MemoryMarshal.Cast<byte, char>(bytes));
        return bytes.Length % 2 == 0 ? hash : (hash * 31) + bytes[^1];
    }
}
