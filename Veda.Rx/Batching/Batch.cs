using Veda.Rx.Internal;

namespace Veda.Rx.Batching;

/// <summary>A numbered run of consecutive source elements: what a participant claims and works on at once.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class Batch<T>
{
    private Scratch<T> _leased;

    internal Batch(BufferPool buffers) => _leased = new Scratch<T>(buffers);

    /// <summary>The stream position of the first element.</summary>
    public long Position { get; set; }

    /// <summary>How many elements there are.</summary>
    public int Count { get; set; }

    /// <summary>What the source threw right behind the last element, or null.</summary>
    public Exception? Error { get; set; }

    /// <summary>How many elements the lane has folded. Not more than <see cref="Count"/>.</summary>
    internal int Folded { get; set; }

    /// <summary>What the elements are parts of; let go when the batch is forgotten, its results delivered.</summary>
    internal IDisposable? Memory { get; set; }

    /// <summary>A leased buffer of at least <paramref name="length"/> elements that goes back when the batch is finished.</summary>
    /// <param name="length">How many elements it must hold.</param>
    /// <returns>The buffer; the same one again while it is large enough.</returns>
    public T[] Buffer(int length) => _leased.Array(length);

    /// <summary>The leased buffer with its first <paramref name="used"/> elements kept, grown to hold <paramref name="length"/>.</summary>
    /// <param name="used">How many elements to keep.</param>
    /// <param name="length">How many elements it must hold.</param>
    /// <returns>The buffer; not the one handed out before if it had to grow.</returns>
    public T[] Grown(int used, int length) => _leased.Grown(used, length);

    /// <summary>Gives the buffer back and keeps the count.</summary>
    internal void ReleaseBuffer() => _leased.Release();

    /// <summary>Gives the buffer back and forgets the elements.</summary>
    internal void Release()
    {
        ReleaseBuffer();
        Reset();
    }

    /// <summary>Forgets the elements; a buffer that holds no references stays for the next ones.</summary>
    internal void Reset()
    {
        _leased.Reset();
        Memory?.Dispose();
        Memory = null;
        Count = 0;
        Folded = 0;
        Error = null;
    }
}
