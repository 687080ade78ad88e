namespace Veda.Rx.Policies;

/// <summary>
/// Climbs to the number of workers with the highest throughput. Which way to try, and how far, is read off the processor time: workers that are all busy without using the
/// processors wait for something, and more of them may help; more workers than processors that use all of them may be too many. The throughput then says whether it was right.
/// </summary>
/// <remarks>
/// Little's law alone never asks for more: throughput times service time is the number of busy workers, whatever that is. Hill climbing on throughput is also what .NET's thread
/// pool does (Hellerstein, Morrison, Eilebrecht: Optimizing concurrency levels in the .NET ThreadPool, 2008), which has to find its direction in the noise of small steps.
/// docs/scheduler.md has the rules in full, with what they do under scripted loads.
/// </remarks>
/// <param name="batchCost">What a batch should cost; null for the usual.</param>
internal sealed class AdaptivePolicy(TimeSpan? batchCost = null) : ISchedulingPolicy
{
    /// <summary>The part of what more workers could bring at best that they must bring to stay.</summary>
    private const double EnoughGain = 0.5;

    /// <summary>The windows before what looks like an improvement by fewer workers is believed.</summary>
    private const int Patience = 4;

    public TimeSpan BatchCost { get; } = batchCost ?? TimeSpan.FromMicroseconds(100);

    public SchedulingDecision Decide(LoadStatistics load, SchedulingDecision last)
    {
        if (load.Completed < load.Workers)
            return Untold(load, last);
        var climb = (last.Memory as Climb ?? Climb.Start).After(load);
        if (climb.Attempt != Attempt.None && IsOtherWork(load, climb))
            climb = Climb.Start with { Fewest = climb.Fewest };
        return climb.Attempt switch
        {
            Attempt.None => Steady(load, last, climb),
            Attempt.More => JudgeMore(load, last, climb),
            _ => JudgeFewer(load, last, climb),
        };
    }

    /// <summary>
    /// Too little was finished to compare anything. Workers that all wait get company nevertheless; without work an attempt has failed, lest the next work begin with it.
    /// </summary>
    private static SchedulingDecision Untold(LoadStatistics load, SchedulingDecision last) =>
        !load.IsFull && last.Memory is Climb { Attempt: not Attempt.None } climb ? NothingToCompare(climb)
        : load.IsFull && load.ProcessorsUsed < 0.5 * Math.Min(load.Workers, load.Processors) && load.Workers < load.MaxWorkers
            ? new(Math.Min(2 * load.Workers, load.MaxWorkers), $"all {load.Workers} busy with {load.ProcessorsUsed:0.0} of {load.Processors} processors, and hardly anything finished") { Memory = Climb.Start }
            : last;

    private static SchedulingDecision Steady(LoadStatistics load, SchedulingDecision last, Climb climb)
    {
        if (climb.Strange > 2)
            climb = climb.Anew(load);
        var (workers, processors) = (load.Workers, load.Processors);
        if (climb.ProcessorsUsed < 0.75 * climb.FailedProcessors || (climb.Full > Climb.TicksOver && climb.ProcessorsUsed > 1.5 * climb.FailedProcessors))
            climb = climb with { More = Climb.Start.More, FailedProcessors = double.NaN };   // far more waiting than when that failed, or far less of what made it fail
        // Time of a thread that stops is added at once; so more threads than processors leave no doubt sooner.
        var isKnown = climb.Waiting > 1 && (workers > processors || (climb.Waiting > 2 && climb.Full > Climb.TicksOver));
        var isClear = climb.Waiting > 0 && load.ProcessorsUsed < (workers > processors ? 0.5 : 0.25) * Math.Min(workers, processors);
        if ((isKnown || isClear) && climb.More.IsOver && workers < load.MaxWorkers)
        {
            // As many as would use all processors if each waits as long as those that there are.
            var wanted = workers * Math.Clamp(processors / Math.Max(load.ProcessorsUsed, 0.01), 1.25, isClear ? 16 : 4);
            return Try(Attempt.More, Math.Min((int)Math.Ceiling(wanted), load.MaxWorkers), $"all {workers} busy with {load.ProcessorsUsed:0.0} of {processors} processors: they wait for something");
        }
        var enough = Math.Clamp(processors, load.MinWorkers, load.MaxWorkers);
        // Fewer than processors are soon found again, and by pauses alone nobody knows that what comes behind them is other work.
        if (workers != enough && climb.Idle >= (workers > enough ? 2 : 16) * Patience)
            return new(Math.Max(enough, (int)Math.Ceiling(1.5 * load.Busy)), $"{load.Busy:0.#} of {workers} busy") { Memory = Climb.Start };
        if (workers > enough && load.IsSaturated && climb.Fewer.IsOver)
            return Try(Attempt.Fewer, enough, $"{workers} for {processors} processors, which are all used");
        if (workers > load.MinWorkers && load.IsFull && climb.Fewest.IsOver)
            return Try(Attempt.Fewest, Math.Max(load.MinWorkers, workers - Math.Max(1, workers / (climb.IsDescending ? 2 : 4))), "whether fewer are in each other's way less");
        return last with { Memory = climb };

        SchedulingDecision Try(Attempt attempt, int tried, string reason) => new(tried, reason) { Memory = climb.Try(load, attempt) };
    }

    /// <summary>Whether so little is finished during an attempt that it cannot be the attempt's fault.</summary>
    private static bool IsOtherWork(LoadStatistics load, Climb climb) =>
        load.Throughput < 0.1 * climb.FromThroughput * Math.Min(1, (double)load.Workers / climb.From);

    private static SchedulingDecision JudgeMore(LoadStatistics load, SchedulingDecision last, Climb climb)
    {
        var possible = Math.Min((double)load.Workers / climb.From, load.Processors / Math.Max(climb.FromProcessors, 0.01));
        var needed = climb.FromThroughput * (1 + (EnoughGain * (possible - 1)));
        if (load.Throughput >= needed)
            return Steady(load, last, climb.Succeeded());
        // New threads need some time to start.
        if (climb.Age < 2 || (climb.Age < Patience && !load.IsFull))
            return last with { Memory = climb };
        return GoBack(load, climb);
    }

    private static SchedulingDecision JudgeFewer(LoadStatistics load, SchedulingDecision last, Climb climb)
    {
        // For want of work they finish less or more than they can. Such windows do not count, unless there are nothing but such.
        if (climb.Attempt == Attempt.Fewest && !load.IsFull)
            return climb.Skipped < 2 * Patience ? last with { Memory = ((Climb)last.Memory!).Skip() } : NothingToCompare(climb);
        // What more workers than processors cost is saved if nearly as much is finished without them. Otherwise fewer have to finish more, and for long enough to be believed.
        var (needed, patience) = climb.Attempt == Attempt.Fewer ? (0.95, 2) : (1.03, Patience);
        var part = climb.Throughput / climb.FromThroughput;
        if (part >= needed && (climb.Attempt == Attempt.Fewer || climb.Age >= patience))
            return Steady(load, last, climb.Succeeded());
        // Closer to what they finish where nobody is in anybody's way than to what as many finished as before: no need to wait for more.
        var isHopeless = part < 0.5 * (((double)load.Workers / climb.From) + 1);
        return isHopeless || climb.Age >= patience ? GoBack(load, climb) : last with { Memory = climb };
    }

    private static SchedulingDecision NothingToCompare(Climb climb) => new(climb.From, "there is nothing to compare") { Memory = climb.Failed() };

    private static SchedulingDecision GoBack(LoadStatistics load, Climb climb) =>
        new(climb.From, $"{load.Workers} finish {100 * climb.Throughput / climb.FromThroughput:0} % of what {climb.From} did") { Memory = climb.Failed() };
}
