using Veda.Rx.Internal;

namespace Veda.Rx;

/// <summary>A thread that has waited for a run: which it waits for now, so that those who look can tell.</summary>
/// <remarks>Waiting costs two stores and a small object a time, and takes no lock. The roster forgets threads that have ended when it is looked at.</remarks>
internal sealed class WaitingThread
{
    /// <summary>Each time that so many threads have come, those that have ended are forgotten, though nobody asks.</summary>
    private const int LookInterval = 64;

    private static readonly Roster<WaitingThread> s_all = new();

    /// <summary>How many threads there have been. Interlocked.</summary>
    private static int s_made;

    [ThreadStatic]
    private static WaitingThread? t_current;

    private readonly int _id = Environment.CurrentManagedThreadId;

    /// <summary>What it waits for: the innermost wait first. Written by the thread itself.</summary>
    private Wait? _innermost;

    private WaitingThread()
    {
        s_all.Add(this);
        if (Interlocked.Increment(ref s_made) % LookInterval == 0)
            s_all.ToList();
    }

    /// <summary>The calling thread.</summary>
    public static WaitingThread Current => t_current ??= new();

    /// <summary>Who waits for what, now: on each thread the innermost wait first.</summary>
    public static IEnumerable<(int Thread, PipelineRun Run)> All
    {
        get
        {
            foreach (var thread in s_all.ToList())
            {
                for (var wait = Volatile.Read(ref thread._innermost); wait is not null; wait = wait.Outer)
                    yield return (thread._id, wait.Run);
            }
        }
    }

    /// <summary>The thread begins to wait, in the middle of other waiting if it helps there.</summary>
    /// <returns>That other waiting, for <see cref="Leave"/>.</returns>
    public Wait? Enter(PipelineRun run)
    {
        var outer = _innermost;
        Volatile.Write(ref _innermost, new Wait(run, outer));
        return outer;
    }

    /// <summary>The pair of <see cref="Enter"/>.</summary>
    public void Leave(Wait? outer) => Volatile.Write(ref _innermost, outer);

    /// <summary>One wait and the one that it is inside of.</summary>
    public sealed record Wait(PipelineRun Run, Wait? Outer);
}
