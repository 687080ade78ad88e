using System.Runtime.CompilerServices;

namespace Veda.Rx.Internal;

/// <summary>A leased buffer that grows on demand and goes back when its owner is done with a batch. Mutable: keep it in a field.</summary>
internal struct Scratch<T>(BufferPool pool)
{
    private T[]? _array;

    /// <summary>Room for <paramref name="length"/> elements; what an earlier call wrote is kept only while the buffer is large enough.</summary>
    public Span<T> Span(int length) => Array(length).AsSpan(0, length);

    /// <summary>The same as an array, which can be longer than asked for.</summary>
    public T[] Array(int length)
    {
        if (_array is { } array && array.Length >= length)
            return array;
        Release();
        return _array = pool.Lease<T>(length);
    }

    /// <summary>The same, keeping the first <paramref name="used"/> elements when the buffer has to grow.</summary>
    public T[] Grown(int used, int length)
    {
        if (_array is { } array && array.Length >= length)
            return array;
        var larger = pool.Lease<T>(length);
        _array.AsSpan(0, used).CopyTo(larger);
        Release();
        return _array = larger;
    }

    /// <summary>The owner begins anew: a buffer that could keep something alive goes back, any other stays.</summary>
    public void Reset()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            Release();
    }

    /// <summary>Gives the buffer back, if there is one.</summary>
    public void Release()
    {
        if (_array is not { } array)
            return;
        _array = null;
        pool.Return(array);
    }
}
