namespace Veda.Rx.Scheduling;

/// <summary>A thread that waits for streams and works on them meanwhile.</summary>
internal interface IWaiter
{
    /// <summary>What it may be at on a scheduler, now.</summary>
    IEnumerable<IPortMember> WorksOn(SchedulerPort port);
}
