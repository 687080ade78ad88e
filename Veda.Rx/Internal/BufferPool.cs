using System.Buffers;
using System.Runtime.CompilerServices;

namespace Veda.Rx.Internal;

/// <summary>Where a run leases its buffers. Every lease goes back exactly once; buffers that held references are cleared.</summary>
/// <remarks>A thin layer over <see cref="ArrayPool{T}.Shared"/>, so that a test can watch the leases of one run.</remarks>
internal sealed class BufferPool(Action<Array, bool>? watch = null)
{
    /// <summary>The pool of every run that nobody watches.</summary>
    public static BufferPool Shared { get; } = new();

    /// <summary>Leases an array of at least <paramref name="length"/> elements.</summary>
    public T[] Lease<T>(int length)
    {
        var array = ArrayPool<T>.Shared.Rent(length);
        watch?.Invoke(array, true);
        return array;
    }

    /// <summary>Gives a leased array back; the caller must not touch it any more.</summary>
    public void Return<T>(T[] array)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            Array.Clear(array);
        watch?.Invoke(array, false);
        ArrayPool<T>.Shared.Return(array);
    }
}
