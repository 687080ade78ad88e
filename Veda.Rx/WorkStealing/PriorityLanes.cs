using Veda.Rx.Internal;

namespace Veda.Rx.WorkStealing;

/// <summary>
/// The work that all workers share: what is scheduled from outside or with a priority, and every batch that goes behind what is already waiting. A lane for each priority: a first-in-first-out
/// queue, and before it those with a deadline.
/// </summary>
/// <remarks>
/// Work of normal priority without a deadline is the rule and costs nothing more than its queue. All other is counted: a worker that
/// looks for something to do reads one word, rarely written, to know that there is nothing urgent.
/// </remarks>
internal sealed class PriorityLanes<TSync> where TSync : struct, ISync
{
    /// <summary>The deadline of an item that has none.</summary>
    public const long NoDeadline = long.MaxValue;

    /// <summary>How many queues there are for <see cref="TakeOldest"/>.</summary>
    public const int Queues = 2 * Lanes;

    private const int Lanes = 4;
    private const int Normal = 2;
    private const int Low = 3;
    private const long OneUrgent = 1;
    private const long OneLow = 1L << 32;

    /// <summary>By lane, the most urgent first.</summary>
    private readonly Injector<TSync>[] _items;

    /// <summary>By lane.</summary>
    private readonly DeadlineQueue[] _deadlines = [new(), new(), new(), new()];

    /// <summary>
    /// How many items there are that go before normal ones, in the lower half: critical and high ones, and normal ones with a deadline. How many low ones, in the upper half. Never less than there
    /// are. Written by everybody, interlocked.
    /// </summary>
    private PaddedLong _counts;

    /// <param name="capacity">Length of the normal lane's first ring, a power of two; the others begin smaller, for most programs never use them.</param>
    public PriorityLanes(int capacity = 256)
    {
        var small = Math.Min(capacity, 16);
        _items = [new(small), new(small), new(capacity), new(small)];
    }

    /// <summary>Whether there may be something that goes before normal work: false only if there was nothing at some moment during the call.</summary>
    public bool HasUrgent => (uint)TSync.Load(this, ref _counts.Value) != 0;

    /// <summary>How many items there are, about: those that go before normal ones, normal ones, and those that go behind.</summary>
    public (long Urgent, long Normal, long Low) Count
    {
        get
        {
            var counts = TSync.Load(this, ref _counts.Value);
            return ((uint)counts, _items[Normal].Count, counts >> 32);
        }
    }

    /// <summary>Whether there was nothing to take at some moment during the call, or for each queue at a moment of its own.</summary>
    public bool IsEmpty
    {
        get
        {
            if (!_items[Normal].IsEmpty)
                return false;
            // An item is counted before it is in and until it is out, so a count of 0 speaks for its queues.
            if (TSync.Load(this, ref _counts.Value) == 0)
                return true;
            for (var lane = 0; lane < Lanes; lane++)
            {
                if (!_deadlines[lane].IsEmpty || (lane != Normal && !_items[lane].IsEmpty))
                    return false;
            }
            return true;
        }
    }

    /// <summary>Adds behind everything in the lane that has no deadline. The caller tells the sleep gate afterwards.</summary>
    /// <param name="item">The item.</param>
    /// <param name="priority">The lane.</param>
    /// <param name="deadline">When it should begin, on the team's clock: before what should begin later or has no deadline.</param>
    public void Enqueue(IThreadPoolWorkItem item, WorkPriority priority = WorkPriority.Normal, long deadline = NoDeadline)
    {
        var lane = Normal - (int)priority;
        if (lane != Normal || deadline != NoDeadline)
            TSync.Add(this, ref _counts.Value, One(lane));
        if (deadline == NoDeadline)
            _items[lane].Enqueue(item);
        else
            _deadlines[lane].Add(item, deadline);
    }

    /// <summary>Takes what goes before normal work, the most urgent first, or null when there is none.</summary>
    public IThreadPoolWorkItem? TakeUrgent()
    {
        for (var lane = 0; lane <= Normal; lane++)
        {
            if ((_deadlines[lane].TakeEarliest() ?? (lane < Normal ? _items[lane].Dequeue() : null)) is { } item)
                return Discounted(item, lane);
        }
        return null;
    }

    /// <summary>Takes the oldest normal item, and of many some more, as <see cref="Injector{TSync}.Dequeue(ChaseLevDeque{TSync}, int, out bool)"/> does.</summary>
    public IThreadPoolWorkItem? TakeNormal(ChaseLevDeque<TSync> deque, int oneIn, out bool gave) => _items[Normal].Dequeue(deque, oneIn, out gave);

    /// <summary>Takes what goes behind normal work, or null when there is none.</summary>
    public IThreadPoolWorkItem? TakeLow()
    {
        if (TSync.Load(this, ref _counts.Value) < OneLow)
            return null;
        return (_deadlines[Low].TakeEarliest() ?? _items[Low].Dequeue()) is { } item ? Discounted(item, Low) : null;
    }

    /// <summary>Takes the item that has been in a queue the longest, whatever its deadline, or null when there is none.</summary>
    /// <param name="queue">From 0 to <see cref="Queues"/>: the lanes, then those with deadlines.</param>
    public IThreadPoolWorkItem? TakeOldest(int queue)
    {
        var lane = queue % Lanes;
        if (queue == Normal)
            return _items[Normal].Dequeue();
        return (queue == lane ? _items[lane].Dequeue() : _deadlines[lane].TakeOldest()) is { } item ? Discounted(item, lane) : null;
    }

    private IThreadPoolWorkItem Discounted(IThreadPoolWorkItem item, int lane)
    {
        TSync.Add(this, ref _counts.Value, -One(lane));
        return item;
    }

    private static long One(int lane) => lane == Low ? OneLow : OneUrgent;
}
