using Veda.Rx.Internal;

namespace Veda.Rx.WorkStealing;

/// <summary>
/// The first-in-first-out queue that all workers share: what is scheduled from outside, and every batch that goes behind
/// what is already waiting. Any number of threads on both sides, no lock, no allocation while the queue keeps its size.
/// </summary>
/// <remarks>
/// A chain of rings, <see cref="InjectorRing{TSync}"/>. A full ring is closed for adding and a bigger one linked behind it;
/// takers move on once a closed ring is empty, so order is kept.
/// </remarks>
internal sealed class Injector<TSync> where TSync : struct, ISync
{
    private const int LargestRing = 1 << 16;

    /// <summary>The ring to take from. Moves along the chain; written by takers, by compare-and-swap.</summary>
    private InjectorRing<TSync> _first;

    /// <summary>The ring to add to, or an earlier one of the chain. Moves along the chain; written by adders, by compare-and-swap.</summary>
    private InjectorRing<TSync> _last;

    /// <param name="capacity">Length of the first ring; a power of two.</param>
    public Injector(int capacity = 256) => _first = _last = new InjectorRing<TSync>(capacity);

    /// <summary>How many items there are, about.</summary>
    public long Count
    {
        get
        {
            var count = 0L;
            for (var ring = TSync.Load(this, ref _first); ring is not null; ring = ring.Next)
                count += ring.Count;
            return count;
        }
    }

    /// <summary>Whether there was nothing to take at some moment during the call.</summary>
    public bool IsEmpty
    {
        get
        {
            var ring = TSync.Load(this, ref _first);
            while (ring.IsEmpty)
            {
                // An unfinished addition blocks what is behind it, so it counts as empty: its adder tells the gate.
                if (!ring.IsExhausted || ring.Next is not { } next)
                    return true;
                ring = next;
            }
            return false;
        }
    }

    /// <summary>Adds behind everything that is there. The caller tells the sleep gate afterwards.</summary>
    public void Enqueue(IThreadPoolWorkItem item)
    {
        while (true)
        {
            var ring = TSync.Load(this, ref _last);
            if (ring.TryEnqueue(item))
                return;
            var next = ring.Next ?? ring.Append(new InjectorRing<TSync>(Math.Min(ring.Length * 2, LargestRing)));
            TSync.CompareAndSwap(this, ref _last, ring, next);
        }
    }

    /// <summary>Takes the oldest item, or null when there is none (or its adder has not finished: it tells the gate afterwards).</summary>
    public IThreadPoolWorkItem? Dequeue()
    {
        Batch batch = default;
        return Dequeue(ref batch, 1, oneIn: 1) > 0 ? batch[0] : null;
    }

    /// <summary>
    /// Takes the oldest item, and of a long queue some more, which go to the caller's own deque, oldest on top of the rest:
    /// one contended step for several items. Others can still steal them. The caller tells the gate if the deque was given any.
    /// </summary>
    /// <param name="deque">The deque of the calling worker.</param>
    /// <param name="oneIn">How long is long: one item more for each so many that wait.</param>
    /// <param name="gave">Whether the deque was given items.</param>
    /// <returns>The oldest item, or null as <see cref="Dequeue()"/>.</returns>
    public IThreadPoolWorkItem? Dequeue(ChaseLevDeque<TSync> deque, int oneIn, out bool gave)
    {
        Batch batch = default;
        var count = Dequeue(ref batch, Batch.Length, oneIn);
        for (var i = count - 1; i > 0; i--)
            deque.Push(batch[i]!);
        gave = count > 1;
        return count > 0 ? batch[0] : null; // after a lost race the batch holds what others have taken
    }

    private int Dequeue(ref Batch batch, int most, int oneIn)
    {
        while (true)
        {
            var ring = TSync.Load(this, ref _first);
            var count = ring.TryDequeue(ref batch, most, oneIn);
            // Next is read before the second look: a ring with a successor is closed, so what is not there now never comes.
            if (count > 0 || ring.Next is not { } next)
                return count;
            count = ring.TryDequeue(ref batch, most, oneIn);
            if (count > 0 || !ring.IsExhausted)
                return count;
            TSync.CompareAndSwap(this, ref _first, ring, next);
        }
    }
}
