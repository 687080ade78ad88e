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

    public static IBlockCompensation? Owner => t_owner;

    public static void Claim(IBlockCompensation owner) => t_owner = owner;
}
