using Veda.Rx.Internal;

namespace Veda.Rx;

/// <summary>What a segment has to do outside of claims: what may block until its results are claimed. Thread-safe.</summary>
/// <remarks>
/// For each there is an execution, for one that has begun may be blocked; those that were enqueued for what the waiting thread has done meanwhile do for others. An execution that a new one
/// counts on has not begun, so it will look behind the swap in <see cref="Add"/>.
/// </remarks>
internal sealed class Deferrals<TSync> where TSync : struct, ISync
{
    private const long OneExecution = 1L << 32;

    /// <summary>A stack, changed by everybody by compare-and-swap.</summary>
    private Deferred? _latest;

    /// <summary>How many there are, or a few more, in the lower half; in the upper, how many executions for them have been enqueued and not begun. Interlocked.</summary>
    private long _counts;

    /// <summary>Adds one.</summary>
    /// <returns>Whether an execution is to be enqueued for it: it is counted as that.</returns>
    public bool Add(Action action)
    {
        TSync.Add(this, ref _counts, 1);
        Deferred? before;
        do
            before = TSync.Load(this, ref _latest);
        while (!TSync.CompareAndSwap(this, ref _latest, before, new Deferred(action, before)));
        while (TSync.Load(this, ref _counts) is var counts && counts >> 32 < (uint)counts)
        {
            if (TSync.CompareAndSwap(this, ref _counts, counts, counts + OneExecution))
                return true;
        }
        return false;
    }

    /// <summary>An execution begins.</summary>
    public void Begin() => TSync.Add(this, ref _counts, -OneExecution);

    /// <summary>Takes one; null when there is none.</summary>
    public Action? Take()
    {
        while (TSync.Load(this, ref _latest) is { } deferred)
        {
            if (!TSync.CompareAndSwap(this, ref _latest, deferred, deferred.Next))
                continue;
            TSync.Add(this, ref _counts, -1);
            return deferred.Action;
        }
        return null;
    }

    private sealed record Deferred(Action Action, Deferred? Next);
}
