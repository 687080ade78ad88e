namespace Veda.Rx;

/// <summary>Decides how many workers of a scheduler run at the same time, and how much work a batch should be.</summary>
/// <remarks>
/// <para>A policy is a pure function: what it decides depends on its arguments alone, so that it can be tested with scripted loads and one object can serve many
/// schedulers. What it wants to know of the past it puts into <see cref="SchedulingDecision.Memory"/> and is handed with the next load.</para>
/// <para>Ready-made ones are in <see cref="SchedulingPolicy"/>; <c>docs/scheduler.md</c> has how they decide.</para>
/// </remarks>
public interface ISchedulingPolicy
{
    /// <summary>Decides how many workers may run from now on.</summary>
    /// <param name="load">What the scheduler has measured since the decision before.</param>
    /// <param name="last">That decision; in the first call one that says how many workers the scheduler has begun with.</param>
    /// <returns>The decision. A number outside of the load's <see cref="LoadStatistics.MinWorkers"/> and <see cref="LoadStatistics.MaxWorkers"/> is taken for the nearest that is inside.</returns>
    /// <remarks>
    /// Called by a worker or a waiting caller between two pieces of its work, or by the clock's timer where all workers are stuck, by one at a time: it must be quick. An exception goes where exceptions
    /// of scheduled actions go, and nothing changes.
    /// </remarks>
    SchedulingDecision Decide(LoadStatistics load, SchedulingDecision last);

    /// <summary>How much work a batch should be, as time on one worker. More costs less for each element, less is sooner done. 1 µs to 1 s; default 100 µs.</summary>
    TimeSpan BatchCost => TimeSpan.FromMicroseconds(100);

    /// <summary>
    /// Whether batch sizes and the decision to wake helpers depend on measured time. Where they do not, every element is taken to cost the same, on every machine and in every run. Default: true.
    /// </summary>
    bool MeasuresCost => true;
}
