using Veda.Rx.Internal;

namespace Veda.Rx.Scheduling;

/// <summary>Looks again and again who is stuck on a scheduler, and has others called there.</summary>
/// <remarks>
/// A participant calls help when it claims, if that is worth it. One that is stuck in an element behind cheap ones does not claim, and has called nobody. Whatever has been at work at two looks and has
/// claimed nothing in between is taken for stuck. If it was not, somebody comes in vain.
/// </remarks>
internal sealed class Lookout(SchedulerPort port)
{
    private readonly Lock _lock = new();

    /// <summary>Who was at work at the last look, and how much of their sources was claimed then. Guarded by the lock.</summary>
    private Dictionary<IPortMember, long> _last = [];

    /// <summary>Threads that wait for streams, on whichever scheduler those run. What only such a thread works on, no scheduler knows of.</summary>
    public static Roster<IWaiter> Waiters { get; } = new();

    /// <summary>Looks.</summary>
    /// <returns>Whether anybody is at work, and how many streams are stuck that a waiting thread works on.</returns>
    public (bool IsAnyAtWork, int StuckWaits) Look()
    {
        var waitedFor = Waiters.ToList().SelectMany(waiter => waiter.WorksOn(port)).ToHashSet();
        var atWork = port.Members.ToList().Union(waitedFor).Where(member => member.IsAtWork).ToDictionary(member => member, member => member.Claimed);
        IPortMember[] stuck;
        lock (_lock)
        {
            stuck = [.. atWork.Where(now => _last.TryGetValue(now.Key, out var claimed) && claimed == now.Value).Select(now => now.Key).Where(member => !member.IsReading)];
            _last = atWork;
        }
        foreach (var member in stuck)
            member.CallMore();   // outside of the lock: a scheduler of somebody else's may be between
        return (atWork.Count > 0, stuck.Count(waitedFor.Contains));
    }
}
