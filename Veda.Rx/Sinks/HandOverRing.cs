using System.Runtime.CompilerServices;
using Veda.Rx.Internal;

namespace Veda.Rx.Sinks;

/// <summary>A bounded ring of elements between one writer and one reader at a time.</summary>
/// <remarks>The writer publishes elements by its store to the tail, the reader gives room back by its store to the head; neither waits here.</remarks>
internal sealed class HandOverRing<T, TSync>(int capacity) where TSync : struct, ISync
{
    /// <summary>Elements from head to tail. A place is written by the writer, and cleared by the reader before it gives it back.</summary>
    private readonly T[] _items = new T[capacity];

    /// <summary>Next to read. Written by the reader.</summary>
    private long _head;

    /// <summary>Next to write. Written by the writer.</summary>
    private long _tail;

    /// <summary>Whether nothing follows. Written by the writer, behind its last element.</summary>
    private bool _ended;

    /// <summary>For the writer: how many elements it may write. Never too many; the reader may be giving back more just now.</summary>
    public int Room => capacity - (int)(TSync.Load(this, ref _tail) - TSync.Load(this, ref _head));

    /// <summary>For the reader: how many elements it may read. The writer may be adding to them.</summary>
    public int Available => (int)(TSync.Load(this, ref _tail) - TSync.Load(this, ref _head));

    /// <summary>For the reader: how many elements have been read.</summary>
    public long Position => TSync.Load(this, ref _head);

    /// <summary>For the reader: whether no element follows those that a later look finds.</summary>
    public bool HasEnded => TSync.Load(this, ref _ended);

    /// <summary>Writes as many elements as there is room for.</summary>
    public void Write(ReadOnlySpan<T> items)
    {
        var tail = TSync.Load(this, ref _tail);
        var start = (int)(tail % capacity);
        var first = Math.Min(items.Length, capacity - start);
        items[..first].CopyTo(_items.AsSpan(start));
        items[first..].CopyTo(_items);
        TSync.Store(this, ref _tail, tail + items.Length);
    }

    /// <summary>Nothing follows.</summary>
    public void End() => TSync.Store(this, ref _ended, true);

    /// <summary>Reads as many elements as the target holds; there must be that many.</summary>
    public void Read(Span<T> target)
    {
        var head = TSync.Load(this, ref _head);
        var start = (int)(head % capacity);
        var first = Math.Min(target.Length, capacity - start);
        Move(start, target[..first]);
        Move(0, target[first..]);
        TSync.Store(this, ref _head, head + target.Length);
    }

    private void Move(int start, Span<T> target)
    {
        var source = _items.AsSpan(start, target.Length);
        source.CopyTo(target);
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            source.Clear();
    }
}
