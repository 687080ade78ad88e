using Veda.Rx.Internal;

namespace Veda.Rx.WorkStealing;

/// <summary>All work of a team that waits: in the lanes that all workers share, and in the workers' own deques.</summary>
/// <param name="capacity">Length of the first rings of the lanes and of the deques; a power of two.</param>
internal sealed class TeamQueues<TSync>(int capacity = 256) where TSync : struct, ISync
{
    /// <summary>One for each worker there ever was. Replaced, never changed; written by one thread at a time.</summary>
    private ChaseLevDeque<TSync>[] _deques = [];

    public PriorityLanes<TSync> Lanes { get; } = new(capacity);

    public ChaseLevDeque<TSync>[] Deques => TSync.Load(this, ref _deques);

    /// <summary>Whether each queue was empty at some moment during the call.</summary>
    public bool IsEmpty
    {
        get
        {
            if (!Lanes.IsEmpty)
                return false;
            foreach (var deque in Deques)
            {
                if (!deque.IsEmpty)
                    return false;
            }
            return true;
        }
    }

    /// <summary>The deque of a new worker. One caller at a time.</summary>
    public ChaseLevDeque<TSync> AddDeque()
    {
        var deque = new ChaseLevDeque<TSync>(capacity);
        TSync.Store(this, ref _deques, [.. _deques, deque]);
        return deque;
    }

    /// <summary>Takes anything, for a thread that is none of the workers; null when everything is empty.</summary>
    public IThreadPoolWorkItem? TakeAny()
    {
        for (var queue = 0; queue < PriorityLanes<TSync>.Queues; queue++)
        {
            if (Lanes.TakeOldest(queue) is { } item)
                return item;
        }
        foreach (var deque in Deques)
        {
            IThreadPoolWorkItem? item;
            while (!deque.Steal(out item))
            {
            }
            if (item is not null)
                return item;
        }
        return null;
    }
}
