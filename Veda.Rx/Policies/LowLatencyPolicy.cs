namespace Veda.Rx.Policies;

/// <summary>Small batches, and workers to spare: twice the processors while actions wait, so that the system shares them out between old work and new.</summary>
internal sealed class LowLatencyPolicy : ISchedulingPolicy
{
    private readonly AdaptivePolicy _adaptive = new(TimeSpan.FromMicroseconds(20));

    public TimeSpan BatchCost => _adaptive.BatchCost;

    public SchedulingDecision Decide(LoadStatistics load, SchedulingDecision last)
    {
        var spare = Math.Min(2 * load.Processors, load.MaxWorkers);
        if (load.IsSaturated && load.IsFull && load.HasQueue && load.Workers < spare)
            return new(spare, $"actions wait behind {load.Busy:0.#} busy workers");
        var decision = _adaptive.Decide(load, last);
        // The adaptive one would take back at once what computing does not profit from.
        return load.Workers >= spare && decision.Workers < spare && load.HasQueue ? last : decision;
    }
}
