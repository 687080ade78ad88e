using System.Runtime.ExceptionServices;
using Veda.Rx.Scheduling;

namespace Veda.Rx;

/// <summary>
/// A stretch of a thread's time that it spends inside a run, having come from outside: to subscribe, to wait, to help, to
/// cancel. Says whether the thread may wait for room there, and takes what must not be done before it has left.
/// </summary>
/// <remarks>
/// A scheduler without threads runs an action inside the call that enqueues it. In the middle of a claim or of a delivery
/// that would be too early for a subscription, which may block until its results are claimed, and for an exception, which
/// would be taken for one of the stream.
/// </remarks>
internal sealed class RunEntry : IDisposable
{
    [ThreadStatic]
    private static RunEntry? t_innermost;

    private readonly RunEntry? _outer = t_innermost;
    private readonly PipelineRun _run;
    private readonly SchedulerPort? _deferredOn;
    private readonly bool _reads;
    private Queue<Action>? _late;

    /// <param name="run">The run.</param>
    /// <param name="reads">Whether the thread will read the run's results, but only when it has left.</param>
    /// <param name="deferredOn">The scheduler whose part it plays, doing something deferred there.</param>
    public RunEntry(PipelineRun run, bool reads = false, SchedulerPort? deferredOn = null)
    {
        (_run, _reads, _deferredOn) = (run, reads, deferredOn);
        t_innermost = this;
    }

    /// <summary>Whether a thread may wait until a segment has room: not where it is the very thread that would make room.</summary>
    public static bool MayWait(PipelineRun run, SchedulerPort port)
    {
        if (port.IsVirtual)
            return false;
        for (var entry = t_innermost; entry is not null; entry = entry._outer)
        {
            if (entry._run == run && (entry._reads || port.BorrowsThreads || (entry._deferredOn == port && !port.MayParticipate)))
                return false;
        }
        return true;
    }

    /// <summary>Whether the calling thread plays the part of a scheduler's thread, doing something deferred.</summary>
    public static bool IsDeferredOn(PipelineRun run, SchedulerPort port)
    {
        for (var entry = t_innermost; entry is not null; entry = entry._outer)
        {
            if (entry._run == run && entry._deferredOn == port)
                return true;
        }
        return false;
    }

    /// <summary>Whether the calling thread is inside the run.</summary>
    public static bool IsInside(PipelineRun run) => Find(run) is not null;

    /// <summary>Has something done when the calling thread has left the run, or whichever it is in the innermost part of.</summary>
    /// <param name="action">What to do.</param>
    /// <param name="run">The run; null for any.</param>
    /// <returns>False if it is not inside.</returns>
    public static bool TryPostpone(Action action, PipelineRun? run = null)
    {
        if ((run is null ? t_innermost : Find(run)) is not { } entry)
            return false;
        (entry._late ??= []).Enqueue(action);
        return true;
    }

    /// <summary>Leaves, and does what was postponed.</summary>
    public void Dispose()
    {
        t_innermost = _outer;
        ExceptionDispatchInfo? error = null;
        while (_late is not null && _late.TryDequeue(out var late))
        {
            try
            {
                late();
            }
            catch (Exception thrown)
            {
                error ??= ExceptionDispatchInfo.Capture(thrown);
            }
        }
        error?.Throw();
    }

    private static RunEntry? Find(PipelineRun run)
    {
        var entry = t_innermost;
        while (entry is not null && entry._run != run)
            entry = entry._outer;
        return entry;
    }
}
