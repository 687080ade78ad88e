using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Veda.Rx.Internal;

namespace Veda.Rx.WorkStealing;

/// <summary>
/// One worker's own work: the owner pushes and pops at the bottom (newest first), everybody else steals at the top (oldest
/// first). After Lê, Pop, Cohen and Zappa Nardelli, "Correct and efficient work-stealing for weak memory models" (PPoPP 2013).
/// </summary>
/// <remarks>
/// Added to theirs: of many items a thief takes a share in one step, so that a deque that is being filled and one that is
/// being emptied do not pull at the same cache lines for every item. <see cref="Push"/> and <see cref="Pop"/>: the owner
/// thread only. <see cref="Steal(out IThreadPoolWorkItem?)"/> and <see cref="IsEmpty"/>: any thread. The README beside this
/// file has the argument for each ordering. An item may be in one deque once at a time.
/// </remarks>
internal sealed class ChaseLevDeque<TSync> where TSync : struct, ISync
{
    /// <summary>Index of the oldest item; grows only. Written by thieves and, for the last item, the owner: by compare-and-swap.</summary>
    private PaddedLong _top;

    /// <summary>Index behind the newest item. Written by the owner.</summary>
    private PaddedLong _bottom;

    /// <summary>The ring that holds items [top, bottom), length a power of two. Replaced by the owner when full.</summary>
    private IThreadPoolWorkItem?[] _ring;

    /// <summary>The most that one steal takes.</summary>
    private readonly int _share;

    /// <summary>Where bottom must stop for a look at top: the ring may be full, or the items have become many. Owner only.</summary>
    private long _lookAt;

    /// <summary>Whether thieves may have seen so many items that they take a share. Owner only.</summary>
    private bool _many;

    /// <param name="capacity">Length of the first ring; a power of two.</param>
    /// <param name="share">The most that one steal takes, at most <see cref="Batch.Length"/>: so much of twice as many items or more, one of fewer.</param>
    public ChaseLevDeque(int capacity = 256, int share = Batch.Length)
    {
        _ring = new IThreadPoolWorkItem?[capacity];
        _share = share;
    }

    /// <summary>From how many items on a thief takes a share.</summary>
    private int Many => 2 * _share;

    /// <summary>How many items there are, about: more or less of them while others take and push.</summary>
    public long Count
    {
        get
        {
            var top = TSync.Load(this, ref _top.Value);
            return Math.Max(0, TSync.Load(this, ref _bottom.Value) - top);
        }
    }

    /// <summary>Whether there was nothing to take at some moment during the call.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Adds the newest item. The caller tells the sleep gate afterwards.</summary>
    public void Push(IThreadPoolWorkItem item)
    {
        var bottom = TSync.Load(this, ref _bottom.Value);
        var ring = TSync.Load(this, ref _ring);
        if (bottom >= _lookAt)
            ring = Look(ring, bottom);
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
        var ring = TSync.Load(this, ref _ring);
        if (_many && top <= bottom && bottom - top < _share)
        {
            // A thief that has seen many may be about to take a share that reaches up to here. Moving top forestalls it, and
            // whoever looks from now on sees few: so, this once, the oldest item instead of the newest.
            //   owner (4 items left, at 0 to 3; a share is 2)     thief
            //                                                     load top = 0, bottom = 4: many, so 0 and 1
            //   takes 3, and 2
            //   1 is within a share of top: without this,
            //   takes 1 without a swap                            swap top 0 -> 2: has 1 too
            _many = false;
            _lookAt = bottom;
            if (TSync.CompareAndSwap(this, ref _top.Value, top, top + 1))
            {
                TSync.Store(this, ref _bottom.Value, bottom + 1);
                return Taken(ring, top);
            }
            top = TSync.Load(this, ref _top.Value); // that thief was quicker; others have seen this bottom
        }
        if (top > bottom)
        {
            TSync.Store(this, ref _bottom.Value, bottom + 1);
            return null;
        }
        if (top == bottom)
        {
            // The last item: whoever moves top has it. Bottom then follows, so that the deque is empty with top = bottom.
            var won = TSync.CompareAndSwap(this, ref _top.Value, top, top + 1);
            TSync.Store(this, ref _bottom.Value, bottom + 1);
            if (!won)
                return null; // the thief clears the cell
        }
        return Taken(ring, bottom);
    }

    /// <summary>Takes the oldest item.</summary>
    /// <param name="item">The item, or null.</param>
    /// <returns>False when another thread took it first: there may be more, try again. True with null: nothing was there.</returns>
    public bool Steal(out IThreadPoolWorkItem? item)
    {
        Batch stolen = default;
        var done = TrySteal(ref stolen, 1, out var count);
        item = count > 0 ? stolen[0] : null;
        return done;
    }

    /// <summary>
    /// Takes the oldest item, and of many a share, the rest of which goes to the thief's own deque, oldest on top. Others can
    /// steal it there: the caller tells the gate if there is any.
    /// </summary>
    /// <param name="own">The deque of the calling worker.</param>
    /// <param name="item">The oldest item, or null.</param>
    /// <param name="gave">Whether the deque was given items.</param>
    /// <returns>As <see cref="Steal(out IThreadPoolWorkItem?)"/>.</returns>
    public bool Steal(ChaseLevDeque<TSync> own, out IThreadPoolWorkItem? item, out bool gave)
    {
        Batch stolen = default;
        var done = TrySteal(ref stolen, _share, out var count);
        for (var i = count - 1; i > 0; i--)
            own.Push(stolen[i]!);
        gave = count > 1;
        item = count > 0 ? stolen[0] : null;
        return done;
    }

    private bool TrySteal(ref Batch stolen, int share, out int count)
    {
        count = 0;
        var top = TSync.Load(this, ref _top.Value);
        // Orders the two loads against the owner's store of bottom and load of top: see Pop.
        TSync.Fence();
        var there = TSync.Load(this, ref _bottom.Value) - top;
        if (there <= 0)
            return true;

        // The ring after bottom: Grow stores a bigger ring before any bottom that needs it. An older ring still holds the
        // items from top on, because cells change only after top has moved past them.
        var ring = TSync.Load(this, ref _ring);
        var wanted = there >= Many ? share : 1;
        for (var i = 0; i < wanted; i++)
            stolen[i] = TSync.Load(ring, ref Cell(ring, top + i));
        if (!TSync.CompareAndSwap(this, ref _top.Value, top, top + wanted))
            return false;

        count = wanted;
        for (var i = 0; i < count; i++)
            Forget(ring, top + i, stolen[i]);
        var current = TSync.Load(this, ref _ring);
        for (var i = 0; i < count && !ReferenceEquals(current, ring); i++)
            Forget(current, top + i, stolen[i]); // the owner has copied the cells into a bigger ring meanwhile
        return true;
    }

    /// <summary>Takes the item out of a cell that is the owner's.</summary>
    private static IThreadPoolWorkItem? Taken(IThreadPoolWorkItem?[] ring, long index)
    {
        ref var cell = ref Cell(ring, index);
        var item = TSync.Load(ring, ref cell);
        TSync.Store(ring, ref cell, null);
        return item;
    }

    /// <summary>Before a push at <paramref name="bottom"/>: grows a full ring, and notices when the items become many.</summary>
    /// <returns>The ring to push to.</returns>
    private IThreadPoolWorkItem?[] Look(IThreadPoolWorkItem?[] ring, long bottom)
    {
        // Thieves see at most as many as there are since this top: it only grows.
        var top = TSync.Load(this, ref _top.Value);
        _many |= bottom + 1 - top >= Many;
        if (bottom - top >= ring.Length)
            ring = Grow(ring, ref top, bottom);
        _lookAt = top + (_many ? ring.Length : Math.Min(ring.Length, Many - 1));
        return ring;
    }

    /// <summary>
    /// Clears a stolen item's cell, so that the ring does not keep it alive. By swap: the owner may have wrapped around and
    /// put a new item there, which must stay.
    /// </summary>
    private static void Forget(IThreadPoolWorkItem?[] ring, long index, IThreadPoolWorkItem? stolen) =>
        TSync.CompareAndSwap(ring, ref Cell(ring, index), stolen, null);

    private IThreadPoolWorkItem?[] Grow(IThreadPoolWorkItem?[] old, ref long top, long bottom)
    {
        var bigger = new IThreadPoolWorkItem?[old.Length * 2];
        for (var i = top; i < bottom; i++)
            Cell(bigger, i) = TSync.Load(old, ref Cell(old, i));
        TSync.Store(this, ref _ring, bigger);

        // A thief that moved top during the copy cleared the old ring only, unless it already saw the new one. With the
        // fence (its swap of top is one too) either it sees the new ring or we see its top here.
        TSync.Fence();
        var copied = top;
        top = TSync.Load(this, ref _top.Value);
        for (var i = copied; i < top; i++)
            TSync.Store(bigger, ref Cell(bigger, i), null);
        return bigger;
    }

    /// <summary>The cell of an index; no bounds check, because the mask keeps it inside the ring, whose length is a power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref IThreadPoolWorkItem? Cell(IThreadPoolWorkItem?[] ring, long index) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(ring), (nint)(index & (ring.Length - 1)));
}
