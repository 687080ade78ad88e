using Veda.Rx.Internal;

namespace Veda.Rx.WorkStealing;

/// <summary>All queues of a team as one worker sees them: its own deque, and the order in which it takes from all of them.</summary>
/// <remarks>
/// Knows nothing of threads and sleep: a test can take step by step. What urgent work, an own deque that is never empty, or a
/// flood of deadlines would starve is taken by age: one of so many takes begins with the oldest item of a queue, in turns. The README
/// beside this file says what bound that gives.
/// </remarks>
internal sealed class WorkerQueue<TSync>(TeamQueues<TSync> team, int number) where TSync : struct, ISync
{
    /// <summary>Of every so many items one is taken by age. A prime, so that it does not beat in time with batches of work.</summary>
    public const int AgeingInterval = 31;

    private readonly PriorityLanes<TSync> _lanes = team.Lanes;
    private readonly ChaseLevDeque<TSync> _own = team.AddDeque();

    /// <summary>Items until the next one by age. Own thread only, as all that follows.</summary>
    private int _untilAge = AgeingInterval - 1;

    /// <summary>Counts the takes by age.</summary>
    private uint _turn;

    /// <summary>The shared queue whose turn is next.</summary>
    private int _nextShared;

    /// <summary>The worker whose deque had its turn last.</summary>
    private int _nextOther;

    /// <summary>State of the victim choice; any start but zero will do.</summary>
    private uint _chance = (uint)number * 2654435769u | 1;

    /// <summary>Adds the newest item to the own deque. The caller tells the sleep gate afterwards.</summary>
    public void Push(IThreadPoolWorkItem item) => _own.Push(item);

    /// <summary>Takes what is to be done next, or null when nothing was found.</summary>
    /// <param name="oneIn">One item more for each so many that wait in the normal lane goes to the own deque.</param>
    /// <param name="gave">Whether the own deque was given items by another queue. Between the two they were invisible to a searcher, so the caller tells the gate.</param>
    public IThreadPoolWorkItem? Take(int oneIn, out bool gave)
    {
        gave = false;
        IThreadPoolWorkItem? item = null;
        if (_untilAge == 0)
        {
            _untilAge = AgeingInterval;
            item = TakeByAge();
        }
        item ??= (_lanes.HasUrgent ? _lanes.TakeUrgent() : null) ?? _own.Pop() ?? _lanes.TakeNormal(_own, oneIn, out gave) ?? StealFromOthers(out gave) ?? _lanes.TakeLow();
        if (item is not null)
            _untilAge--;
        return item;
    }

    /// <summary>The oldest item of a queue: every second time a shared one, otherwise the own deque and another worker's, which may be blocked, in turns.</summary>
    private IThreadPoolWorkItem? TakeByAge() => (_turn++ % 4) switch
    {
        1 => _own.Steal(out var own) ? own : null,
        3 => TakeFromOther(),
        _ => TakeFromShared(),
    };

    /// <summary>From the next of the shared queues that has something.</summary>
    private IThreadPoolWorkItem? TakeFromShared()
    {
        for (var i = 0; i < PriorityLanes<TSync>.Queues; i++)
        {
            var queue = _nextShared;
            _nextShared = (queue + 1) % PriorityLanes<TSync>.Queues;
            if (_lanes.TakeOldest(queue) is { } item)
                return item;
        }
        return null;
    }

    /// <summary>From the next of the other workers that has something. One item: a share would go on top of the own deque, behind all that waits there.</summary>
    private IThreadPoolWorkItem? TakeFromOther()
    {
        var deques = team.Deques;
        for (var i = 0; i < deques.Length; i++)
        {
            _nextOther = (_nextOther + 1) % deques.Length;
            var victim = deques[_nextOther];
            if (victim != _own && victim.Steal(out var item) && item is not null)
                return item;
        }
        return null;
    }

    private IThreadPoolWorkItem? StealFromOthers(out bool gave)
    {
        var deques = team.Deques;
        var contended = true;
        gave = false;
        while (contended)
        {
            contended = false;
            var start = (int)(NextChance() % (uint)deques.Length);
            for (var i = 0; i < deques.Length; i++)
            {
                var victim = deques[(start + i) % deques.Length];
                if (victim == _own)
                    continue;
                if (!victim.Steal(_own, out var item, out gave))
                    contended = true;
                if (item is not null)
                    return item;
            }
        }
        return null;
    }

    /// <summary>Marsaglia's xorshift: the choice needs to be quick and different per worker, no more.</summary>
    private uint NextChance()
    {
        _chance ^= _chance << 13;
        _chance ^= _chance >> 17;
        _chance ^= _chance << 5;
        return _chance;
    }
}
