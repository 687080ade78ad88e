namespace Veda.Rx.WorkStealing;

/// <summary>The items of one priority that have a deadline. They leave by deadline, the earliest first, or by age, whichever the taker asks for.</summary>
/// <remarks>A binary heap whose members are also in a list by arrival, under a lock, which is fine for what is rare. Nothing of the user's is called under it.</remarks>
internal sealed class DeadlineQueue
{
    private const int None = -1;

    private readonly Lock _lock = new();

    /// <summary>Guarded by <see cref="_lock"/>.</summary>
    private Entry[] _entries = new Entry[8];

    /// <summary>
    /// All indices of <see cref="_entries"/>: the first <see cref="_count"/> are the heap, of which none is due later than the two below it; the rest are
    /// free. Guarded by <see cref="_lock"/>.
    /// </summary>
    private int[] _heap = [0, 1, 2, 3, 4, 5, 6, 7];

    /// <summary>Written under <see cref="_lock"/>, read anywhere.</summary>
    private volatile int _count;

    /// <summary>The ends of the list by arrival. Guarded by <see cref="_lock"/>.</summary>
    private int _oldest = None, _newest = None;

    /// <summary>How many have arrived so far: of equal deadlines the first to come is the first to go. Guarded by <see cref="_lock"/>.</summary>
    private long _arrived;

    /// <summary>Whether there was nothing to take at some moment during the call.</summary>
    public bool IsEmpty => _count == 0;

    public void Add(IThreadPoolWorkItem item, long deadline)
    {
        lock (_lock)
        {
            if (_count == _heap.Length)
                Grow_NeedsLock();
            var index = _heap[_count];
            _entries[index] = new Entry { Item = item, Deadline = deadline, Arrival = _arrived++, Older = _newest, Newer = None };
            if (_newest == None)
                _oldest = index;
            else
                _entries[_newest].Newer = index;
            _newest = index;
            _count++;
            Rise_NeedsLock(_count - 1, index);
        }
    }

    /// <summary>Takes the item with the earliest deadline, or null when there is none.</summary>
    public IThreadPoolWorkItem? TakeEarliest()
    {
        if (IsEmpty)
            return null;
        lock (_lock)
            return IsEmpty ? null : Take_NeedsLock(0);
    }

    /// <summary>Takes the item that has been here the longest, or null when there is none.</summary>
    public IThreadPoolWorkItem? TakeOldest()
    {
        if (IsEmpty)
            return null;
        lock (_lock)
            return IsEmpty ? null : Take_NeedsLock(_entries[_oldest].Place);
    }

    private IThreadPoolWorkItem Take_NeedsLock(int place)
    {
        var index = _heap[place];
        ref var taken = ref _entries[index];
        if (taken.Older == None)
            _oldest = taken.Newer;
        else
            _entries[taken.Older].Newer = taken.Newer;
        if (taken.Newer == None)
            _newest = taken.Older;
        else
            _entries[taken.Newer].Older = taken.Older;
        var item = taken.Item!;
        taken.Item = null;

        var last = _heap[--_count];
        _heap[_count] = index;
        if (place < _count && !Rise_NeedsLock(place, last))
            Sink_NeedsLock(place, last);
        return item;
    }

    /// <summary>Puts an entry at a place of the heap, or above it where it belongs.</summary>
    /// <returns>Whether above.</returns>
    private bool Rise_NeedsLock(int place, int index)
    {
        var from = place;
        while (place > 0 && IsBefore(index, _heap[(place - 1) / 2]))
        {
            Put(place, _heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        Put(place, index);
        return place != from;
    }

    /// <summary>Puts an entry at a place of the heap, or below it where it belongs.</summary>
    private void Sink_NeedsLock(int place, int index)
    {
        for (var below = 2 * place + 1; below < _count; below = 2 * place + 1)
        {
            if (below + 1 < _count && IsBefore(_heap[below + 1], _heap[below]))
                below++;
            if (IsBefore(index, _heap[below]))
                break;
            Put(place, _heap[below]);
            place = below;
        }
        Put(place, index);
    }

    private void Put(int place, int index)
    {
        _heap[place] = index;
        _entries[index].Place = place;
    }

    private bool IsBefore(int index, int other)
    {
        ref var one = ref _entries[index];
        ref var two = ref _entries[other];
        return one.Deadline != two.Deadline ? one.Deadline < two.Deadline : one.Arrival < two.Arrival;
    }

    private void Grow_NeedsLock()
    {
        Array.Resize(ref _entries, 2 * _entries.Length);
        Array.Resize(ref _heap, _entries.Length);
        for (var index = _count; index < _heap.Length; index++)
            _heap[index] = index;
    }

    private struct Entry
    {
        public IThreadPoolWorkItem? Item;

        /// <summary>On the team's clock.</summary>
        public long Deadline;

        public long Arrival;

        /// <summary>Where in the heap.</summary>
        public int Place;

        /// <summary>The neighbours in the list by arrival.</summary>
        public int Older, Newer;
    }
}
