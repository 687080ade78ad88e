namespace Veda.Rx.Scheduling;

/// <summary>Says whether a thread that waits for a run may execute batches of that run itself.</summary>
/// <remarks>
/// Allowed by schedulers without thread affinity. A scheduler that owns one thread on purpose (an event loop, a user
/// interface) does not offer it: its delegates then run on its thread alone, and a delegate on that thread that waits for
/// a run on the same scheduler waits for ever, as it would in any Rx program.
/// </remarks>
public interface IParticipation
{
    /// <summary>Whether the calling thread may execute work of this scheduler now.</summary>
    bool MayParticipate { get; }

    /// <summary>
    /// Whether the scheduler has no threads and runs on those of its callers, as virtual time does, so that a caller that
    /// blocks could stop it: a producer that finds a queue full then always works on the stream instead. Default: false.
    /// </summary>
    bool BorrowsThreads => false;

    /// <summary>Runs something of a scheduler that borrows threads on the calling one, which waits for a run and has nothing of that run to do. Default: it does not.</summary>
    /// <param name="again">Whether the thread has called before and found nothing to do since: what others wait for is none of its doing then.</param>
    /// <returns>Whether something has been run, so that another look is worth while; otherwise the thread sleeps until it is woken.</returns>
    bool TryRunOther(bool again) => false;
}
