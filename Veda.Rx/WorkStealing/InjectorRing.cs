using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Veda.Rx.Internal;
using Veda.Rx.Scheduling;

namespace Veda.Rx.WorkStealing;

/// <summary>One bounded ring of an <see cref="Injector{TSync}"/>. Positions only grow, so no position is ever used twice.</summary>
internal sealed class InjectorRing<TSync>(int length) where TSync : struct, ISync
{
    /// <summary>Set in <see cref="_tail"/> when the ring takes nothing more.</summary>
    private const long Closed = 1L << 62;

    /// <summary>Position of the oldest item. Written by takers, by compare-and-swap.</summary>
    private PaddedLong _head;

    /// <summary>Position behind the newest item, and <see cref="Closed"/>. Written by adders, by compare-and-swap.</summary>
    private PaddedLong _tail;

    /// <summary>A cell is written by the adder that claimed its position and cleared by the taker that claimed it.</summary>
    private readonly IThreadPoolWorkItem?[] _cells = new IThreadPoolWorkItem?[length];

    /// <summary>The ring behind this one, once this one is closed. Written once, by compare-and-swap.</summary>
    private InjectorRing<TSync>? _next;

    public int Length => _cells.Length;

    public InjectorRing<TSync>? Next => TSync.Load(this, ref _next);

    /// <summary>How many items there are, about.</summary>
    public long Count
    {
        get
        {
            var head = TSync.Load(this, ref _head.Value);
            return Math.Max(0, (TSync.Load(this, ref _tail.Value) & ~Closed) - head);
        }
    }

    /// <summary>Whether the oldest position held no finished item at some moment during the call.</summary>
    public bool IsEmpty
    {
        get
        {
            while (true)
            {
                var head = TSync.Load(this, ref _head.Value);
                if (head < (TSync.Load(this, ref _tail.Value) & ~Closed) && TSync.Load(_cells, ref Cell(head)) is not null)
                    return false;
                // Nothing there, or has another thread taken it just now, and there is more behind it?
                if (TSync.Load(this, ref _head.Value) == head)
                    return true;
            }
        }
    }

    /// <summary>Whether the ring is closed and every position in it has been taken.</summary>
    public bool IsExhausted
    {
        get
        {
            var tail = TSync.Load(this, ref _tail.Value);
            return (tail & Closed) != 0 && TSync.Load(this, ref _head.Value) == (tail & ~Closed);
        }
    }

    /// <summary>Adds at the tail.</summary>
    /// <returns>False when the ring is closed; a full ring closes.</returns>
    public bool TryEnqueue(IThreadPoolWorkItem item)
    {
        while (true)
        {
            var tail = TSync.Load(this, ref _tail.Value);
            if ((tail & Closed) != 0)
                return false;

            // Free only if head has passed the cell's former position and its taker has cleared it. In this order: with the
            // cell first, its null could be the emptiness before the former position was even filled.
            var free = tail - TSync.Load(this, ref _head.Value) < _cells.Length && TSync.Load(_cells, ref Cell(tail)) is null;
            if (!free)
            {
                // A stale tail also looks full; the swap then fails, and we look again.
                TSync.CompareAndSwap(this, ref _tail.Value, tail, tail | Closed);
            }
            else if (TSync.CompareAndSwap(this, ref _tail.Value, tail, tail + 1))
            {
                TSync.Store(_cells, ref Cell(tail), item);
                return true;
            }
        }
    }

    /// <summary>Takes from the head; null when the oldest position has no finished item.</summary>
    public IThreadPoolWorkItem? TryDequeue()
    {
        Batch one = default;
        return TryDequeue(ref one, 1, oneIn: 1) > 0 ? one[0] : null;
    }

    /// <summary>Takes from the head, in one step, a share of what is there: at least one item if there is any.</summary>
    /// <param name="batch">Gets the items, oldest first.</param>
    /// <param name="most">The largest number to take; at most <see cref="Batch.Length"/>.</param>
    /// <param name="oneIn">The share: one item for each so many that are there, and one.</param>
    /// <returns>How many were taken; 0 when the oldest position has no finished item.</returns>
    public int TryDequeue(ref Batch batch, int most, int oneIn)
    {
        while (true)
        {
            var head = TSync.Load(this, ref _head.Value);
            // Tail before the cell: once tail is past this position, the cell has been cleared of the lap before. Otherwise:
            //   taker A                      taker B                          adder
            //   head 0 -> 1                  head = 2, cell 0 is A's item
            //   clears cell 0                                                 tail 2 -> 3
            //                                2 < 3, head 2 -> 3: A's item a second time
            var there = (TSync.Load(this, ref _tail.Value) & ~Closed) - head;
            if (there <= 0)
                return 0;
            var wanted = (int)Math.Min(Math.Min(most, there), there / oneIn + 1);
            var count = 0;
            while (count < wanted && TSync.Load(_cells, ref Cell(head + count)) is { } item)
            {
                // A segment stands here once for each participant that it wants, and an item may be in deques only once: a
                // thief clears the cell by comparing with the item, and might clear another one's. So it comes alone.
                if (item is IDroppableWork)
                    wanted = Math.Max(count, 1);
                if (count < wanted)
                    batch[count++] = item;
            }
            if (count == 0)
            {
                if (TSync.Load(this, ref _head.Value) == head)
                    return 0;
                continue; // another thread took it between the two loads
            }
            // A cell changes only after head has passed it, so if head is still here, these are the items of these positions.
            if (TSync.CompareAndSwap(this, ref _head.Value, head, head + count))
            {
                for (var i = 0; i < count; i++)
                    TSync.Store(_cells, ref Cell(head + i), null);
                return count;
            }
        }
    }

    /// <summary>Links a ring behind this closed one.</summary>
    /// <returns>The ring that is linked, which may be another thread's.</returns>
    public InjectorRing<TSync> Append(InjectorRing<TSync> next) =>
        TSync.CompareAndSwap(this, ref _next, null, next) ? next : Next!;

    /// <summary>The cell of a position; no bounds check, because the mask keeps it inside the array, whose length is a power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref IThreadPoolWorkItem? Cell(long position) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_cells), (nint)(position & (_cells.Length - 1)));
}

/// <summary>A few items on the taker's stack.</summary>
[InlineArray(Length)]
internal struct Batch
{
    public const int Length = 16;

#pragma warning disable IDE0051, IDE0044 // the first of the inline elements
    private IThreadPoolWorkItem? _first;
#pragma warning restore IDE0051, IDE0044
}
