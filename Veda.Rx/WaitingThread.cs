using Veda.Rx.Scheduling;

namespace Veda.Rx;

/// <summary>A thread that has waited for a run: which it waits for now, so that those who look can tell.</summary>
/// <remarks>Waiting costs two stores, and takes no lock and no memory.</remarks>
internal sealed class WaitingThread : IWaiter
{
    [ThreadStatic]
    private static WaitingThread? t_current;

    private readonly int _id = Environment.CurrentManagedThreadId;

    /// <summary>What it waits for, the outermost wait first, then null. Replaced to grow; written by the thread itself.</summary>
    private PipelineRun?[] _runs = new PipelineRun?[4];

    /// <summary>How many waits it is inside of. The thread itself only.</summary>
    private int _depth;

    private WaitingThread() => Lookout.Waiters.Add(this);

    /// <summary>The calling thread.</summary>
    public static WaitingThread Current => t_current ??= new();

    /// <summary>Who waits for what, now: on each thread the innermost wait first.</summary>
    public static IEnumerable<(int Thread, PipelineRun Run)> All
    {
        get
        {
            foreach (var thread in Lookout.Waiters.ToList().OfType<WaitingThread>())
            {
                foreach (var run in Volatile.Read(ref thread._runs).Reverse())
                {
                    if (run is not null)
                        yield return (thread._id, run);
                }
            }
        }
    }

    public IEnumerable<IPortMember> WorksOn(SchedulerPort port) => Volatile.Read(ref _runs).SelectMany(run => run?.PartsOn(port) ?? []);

    /// <summary>The thread begins to wait, in the middle of other waiting if it helps there.</summary>
    /// <returns>What to dispose of when it has waited.</returns>
    public Wait Enter(PipelineRun run)
    {
        if (_depth == _runs.Length)
            Volatile.Write(ref _runs, [.. _runs, .. new PipelineRun?[_depth]]);
        Volatile.Write(ref _runs[_depth++], run);
        return new Wait(this);
    }

    private void Leave() => Volatile.Write(ref _runs[--_depth], null);

    /// <summary>A wait, which ends when it is disposed of.</summary>
    public readonly ref struct Wait(WaitingThread thread)
    {
        public void Dispose() => thread.Leave();
    }
}
