using System.Runtime.InteropServices;

namespace Veda.Rx.Internal;

/// <summary>Bytes as a key of a dictionary: it counts which they are, not where. A type of its own, so that the dictionary need not ask a comparer.</summary>
internal readonly struct Bytes : IEquatable<Bytes>
{
    private readonly ArraySegment<byte> _bytes;   // memory itself would be asked for its kind at each look

    public Bytes(ReadOnlyMemory<byte> memory)
    {
        if (!MemoryMarshal.TryGetArray(memory, out _bytes))
            _bytes = memory.ToArray();
    }

    public ReadOnlyMemory<byte> Memory => _bytes;

    public Bytes Copied() => new(_bytes.ToArray());

    public bool Equals(Bytes other) => _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => obj is Bytes other && Equals(other);

    /// <summary>That of strings: quick, and seeded anew for each process, so that no file can be written to collide. An odd byte is added to it.</summary>
    public override int GetHashCode()
    {
        ReadOnlySpan<byte> bytes = _bytes;
        var hash = string.GetHashCode(MemoryMarshal.Cast<byte, char>(bytes), StringComparison.Ordinal);
        return bytes.Length % 2 == 0 ? hash : (hash * 31) + bytes[^1];
    }
}
