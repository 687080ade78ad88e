namespace Veda.Rx.Scheduling;

/// <summary>Something that runs on a scheduler for longer than one action, and that the scheduler can find again.</summary>
internal interface IPortMember
{
    /// <summary>More could run at the same time on a scheduler than do: some are called to what may be theirs to do.</summary>
    void CallMore(SchedulerPort on);
}
