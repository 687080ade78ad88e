namespace Veda.Rx.Policies;

/// <summary>Never changes the number of workers.</summary>
internal sealed class FixedPolicy(bool measuresCost) : ISchedulingPolicy
{
    public bool MeasuresCost => measuresCost;

    public SchedulingDecision Decide(LoadStatistics load, SchedulingDecision last) => last;
}
