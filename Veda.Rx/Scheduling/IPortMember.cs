namespace Veda.Rx.Scheduling;

/// <summary>Something that runs on a scheduler for longer than one action, and that the scheduler can find again.</summary>
internal interface IPortMember
{
    /// <summary>More may run at the same time than before.</summary>
    void MoreWorkers();
}
