using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Veda.Rx.Internal;

namespace Veda.Rx.WorkStealing;

/// <summary>
/// One worker's own work: the owner pushes and pops at the bottom (newest first), everybody else steals at the top (oldest
/// first). After Lê, Pop, Cohen and Zappa Nardelli, "Correct and efficient work-stealing for weak memory models" (PPoPP 2013).
/// </summary>
/// <remarks>
/// <see cref="Push"/> and <see cref="Pop"/>: the owner thread only. <see cref="Steal"/> and <see cref="IsEmpty"/>: any
/// thread. The README beside this file has the argument for each ordering. An item may be in one deque once at a time.
/// </remarks>
internal sealed class ChaseLevDeque<TSync> where TSync : struct, ISync
{
    /// <summary>Index of the oldest item; grows only. Written by thieves and, for the last item, the owner: by compare-and-swap.</summary>
    private PaddedLong _top;

    /// <summary>Index behind the newest item. Written by the owner.</summary>
    private PaddedLong _bottom;

    /// <summary>The ring that holds items [top, bottom), length a power of two. Replaced by the owner when full.</summary>
    private IThreadPoolWorkItem?[] _ring;

    /// <summary>A value that <see cref="_top"/> had: the ring is surely not full while bottom stays within a length of it. Owner only.</summary>
    private long _topSeen;

    /// <param name="capacity">Length of the first ring; a power of two.</param>
    public ChaseLevDeque(int capacity = 256) => _ring = new IThreadPoolWorkItem?[capacity];

    /// <summary>Whether there was nothing to take at some moment during the call.</summary>
    public bool IsEmpty
    {
        get
        {
            var top = TSync.Load(this, ref _top.Value);
            return TSync.Load(this, ref _bottom.Value) <= top;
        }
    }

    /// <summary>Adds the newest item. The caller tells the sleep gate afterwards.</summary>
    public void Push(IThreadPoolWorkItem item)
    {
        var bottom = TSync.Load(this, ref _bottom.Value);
        var ring = TSync.Load(this, ref _ring);
        if (bottom - _topSeen >= ring.Length)
        {
            _topSeen = TSync.Load(this, ref _top.Value);
            if (bottom - _topSeen >= ring.Length)
                ring = Grow(ring, _topSeen, bottom);
        }
        TSync.Store(ring, ref Cell(ring, bottom), item);
        // Release: a thief that reads this bottom also finds the item in the ring.
        TSync.Store(this, ref _bottom.Value, bottom + 1);
    }

    /// <summary>Takes the newest item, or null when there is none.</summary>
    public IThreadPoolWorkItem? Pop()
    {
        var bottom = TSync.Load(this, ref _bottom.Value) - 1;
        if (bottom < TSync.Load(this, ref _top.Value))
            return null; // top only grows, and only this thread adds: empty for certain, and without a fence

        TSync.Store(this, ref _bottom.Value, bottom);
        // Without this fence the load of top may be made before the store of bottom is visible, and two threads take one item:
        //   owner (one item left, at 5)          thief
        //   store bottom = 5 (still buffered)
        //   load top = 4                         steal 4: top = 5
        //   5 > 4: takes 5 without a swap        load top = 5, bottom = 6 (the old one): takes 5 too
        TSync.Fence();
        var top = TSync.Load(this, ref _top.Value);
        if (top > bottom)
        {
            TSync.Store(this, ref _bottom.Value, bottom + 1);
            return null;
        }

        var ring = TSync.Load(this, ref _ring);
        ref var cell = ref Cell(ring, bottom);
        var item = TSync.Load(ring, ref cell);
        if (top == bottom)
        {
            // The last item: whoever moves top has it. Bottom then follows, so that the deque is empty with top = bottom.
            var won = TSync.CompareAndSwap(this, ref _top.Value, top, top + 1);
            TSync.Store(this, ref _bottom.Value, bottom + 1);
            if (!won)
                return null; // the thief clears the cell
        }
        TSync.Store(ring, ref cell, null);
        return item;
    }

    /// <summary>Takes the oldest item.</summary>
    /// <param name="item">The item, or null.</param>
    /// <returns>False when another thread took it first: there may be more, try again. True with null: nothing was there.</returns>
    public bool Steal(out IThreadPoolWorkItem? item)
    {
        item = null;
        var top = TSync.Load(this, ref _top.Value);
        // Orders the two loads against the owner's store of bottom and load of top: see Pop.
        TSync.Fence();
        if (TSync.Load(this, ref _bottom.Value) <= top)
            return true;

        // The ring after bottom: Grow stores a bigger ring before any bottom that needs it. An older ring still holds the
        // item at top, because cells change only after top has moved past them.
        var ring = TSync.Load(this, ref _ring);
        var stolen = TSync.Load(ring, ref Cell(ring, top));
        if (!TSync.CompareAndSwap(this, ref _top.Value, top, top + 1))
            return false;

        item = stolen;
        Forget(ring, top, stolen);
        var current = TSync.Load(this, ref _ring);
        if (!ReferenceEquals(current, ring))
            Forget(current, top, stolen); // the owner has copied the cell into a bigger ring meanwhile
        return true;
    }

    /// <summary>
    /// Clears a stolen item's cell, so that the ring does not keep it alive. By swap: the owner may have wrapped around and
    /// put a new item there, which must stay.
    /// </summary>
    private static void Forget(IThreadPoolWorkItem?[] ring, long index, IThreadPoolWorkItem? stolen) =>
        TSync.CompareAndSwap(ring, ref Cell(ring, index), stolen, null);

    private IThreadPoolWorkItem?[] Grow(IThreadPoolWorkItem?[] old, long top, long bottom)
    {
        var bigger = new IThreadPoolWorkItem?[old.Length * 2];
        for (var i = top; i < bottom; i++)
            Cell(bigger, i) = TSync.Load(old, ref Cell(old, i));
        TSync.Store(this, ref _ring, bigger);

        // A thief that moved top during the copy cleared the old ring only, unless it already saw the new one. With the
        // fence (its swap of top is one too) either it sees the new ring or we see its top here.
        TSync.Fence();
        _topSeen = TSync.Load(this, ref _top.Value);
        for (var i = top; i < _topSeen; i++)
            TSync.Store(bigger, ref Cell(bigger, i), null);
        return bigger;
    }

    /// <summary>The cell of an index; no bounds check, because the mask keeps it inside the ring, whose length is a power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref IThreadPoolWorkItem? Cell(IThreadPoolWorkItem?[] ring, long index) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(ring), (nint)(index & (ring.Length - 1)));
}
