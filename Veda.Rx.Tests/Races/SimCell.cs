using System.Runtime.CompilerServices;

namespace Veda.Rx.Tests.Races;

/// <summary>A memory cell by name: an object and the distance of the cell from the object's first field. Survives the garbage collector.</summary>
internal readonly record struct SimCell(object Owner, nint Offset)
{
    public static SimCell Of<T>(object owner, ref T location) =>
        new(owner, Unsafe.ByteOffset(ref First(owner), ref Unsafe.As<T, byte>(ref location)));

    /// <summary>The name of what is no memory: a permit, a point in a test's own account of things.</summary>
    public static SimCell Of(object owner) => new(owner, -1);

    public bool Is(SimCell other) => ReferenceEquals(Owner, other.Owner) && Offset == other.Offset;

    public ref T Here<T>() => ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref First(Owner), Offset));

    private static ref byte First(object owner) => ref Unsafe.As<Layout>(owner).FirstField;

    private sealed class Layout
    {
        public byte FirstField = 0;
    }
}
