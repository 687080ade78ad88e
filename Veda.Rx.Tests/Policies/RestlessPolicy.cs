namespace Veda.Rx.Tests.Policies;

/// <summary>As few workers as may be, then as many as may be, in turns: another number in each window.</summary>
internal sealed class RestlessPolicy : ISchedulingPolicy
{
    public SchedulingDecision Decide(LoadStatistics load, SchedulingDecision last) =>
        new(load.Workers == load.MinWorkers ? load.MaxWorkers : load.MinWorkers, "a change");
}
