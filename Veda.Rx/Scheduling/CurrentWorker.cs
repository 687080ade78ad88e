namespace Veda.Rx.Scheduling;

/// <summary>Which scheduler owns the calling thread, if one that compensates blocked workers does.</summary>
/// <remarks>
/// A delegate may wait for a run of another scheduler than the one whose worker it occupies, so the compensation is asked
/// of the thread's owner and not of the run's scheduler.
/// </remarks>
internal static class CurrentWorker
{
    /// <summary>Written once by a worker thread when it starts; null on threads that no scheduler of this kind owns.</summary>
    [ThreadStatic]
    private static IBlockCompensation? t_owner;

    /// <summary>How such a thread lets others have its processor.</summary>
    [ThreadStatic]
    private static Action? t_yield;

    public static IBlockCompensation? Owner => t_owner;

    /// <summary>The calling thread belongs to a scheduler.</summary>
    /// <param name="owner">The scheduler.</param>
    /// <param name="yield">Lets another thread have the calling one's processor, if one waits for it.</param>
    public static void Claim(IBlockCompensation owner, Action yield) => (t_owner, t_yield) = (owner, yield);

    /// <summary>Lets another thread have the processor of a worker; does nothing on other threads.</summary>
    public static void Yield() => t_yield?.Invoke();
}
