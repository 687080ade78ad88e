namespace Veda.Rx.Scheduling;

/// <summary>A scheduler's answer to "how many lanes of mine can run at the same time?".</summary>
/// <remarks>
/// The engine runs at most this many participants of one segment, and no more than 1,024, unless <c>WithParallelism</c> asks otherwise.
/// A scheduler without this capability gets one participant, which is always correct and never parallel.
/// </remarks>
public interface IWorkerPool
{
    /// <summary>The largest number of actions this scheduler runs at the same time; at least 1. May change while it runs.</summary>
    int WorkerCount { get; }

    /// <summary>Has something called whenever <see cref="WorkerCount"/> has become more, for as long as the scheduler lives. Default: it never does.</summary>
    /// <param name="call">What to call, on any thread. It is quick and does not throw.</param>
    void WhenMore(Action call)
    {
    }
}
