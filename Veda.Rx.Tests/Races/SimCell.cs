using System.Runtime.CompilerServices;

namespace Veda.Rx.Tests.Races;

/// <summary>A memory cell by name: an object and the distance of the cell from the object's first field. Survives the garbage collector.</summary>
internal sealed class SimCell : IEquatable<SimCell>
{
    private readonly object _owner;
    private readonly nint _offset;

    private SimCell(object owner, nint offset) => (_owner, _offset) = (owner, offset);

    public static SimCell Of<T>(object owner, ref T location) =>
        new(owner, Unsafe.ByteOffset(ref First(owner), ref Unsafe.As<T, byte>(ref location)));

    public ref T Here<T>() => ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref First(_owner), _offset));

    public bool Equals(SimCell? other) => other is not null && ReferenceEquals(_owner, other._owner) && _offset == other._offset;

    public override bool Equals(object? obj) => Equals(obj as SimCell);

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(_owner), _offset);

    public override string ToString() => $"{_owner.GetType().Name}+{_offset}";

    private static ref byte First(object owner) => ref Unsafe.As<Layout>(owner).FirstField;

    private sealed class Layout
    {
        public byte FirstField = 0;
    }
}
