using Veda.Rx.WorkStealing;

namespace Veda.Rx.Diagnostics;

/// <summary>What a scheduler's workers do, what waits for them, and how many there may be.</summary>
public sealed record SchedulerReport
{
    /// <summary>How many workers may run at the same time, now.</summary>
    public int AllowedWorkers { get; init; }

    /// <summary>How many have a thread.</summary>
    public int AliveWorkers { get; init; }

    /// <summary>How many of these look for work.</summary>
    public int SearchingWorkers { get; init; }

    /// <summary>How many sleep.</summary>
    public int SleepingWorkers { get; init; }

    /// <summary>How many are in the middle of work that waits, so that others may run in their place.</summary>
    public int BlockedWorkers { get; init; }

    /// <summary>How many run something.</summary>
    public int BusyWorkers => Math.Max(0, AliveWorkers - SearchingWorkers - SleepingWorkers - BlockedWorkers);

    /// <summary>How many items wait that go before those of normal priority: more urgent ones, and those with a deadline.</summary>
    public long UrgentItems { get; init; }

    /// <summary>How many items of normal priority wait for any worker.</summary>
    public long NormalItems { get; init; }

    /// <summary>How many items of low priority wait.</summary>
    public long LowItems { get; init; }

    /// <summary>How many items wait with the worker that scheduled them, until it or another one takes them.</summary>
    public long OwnItems { get; init; }

    /// <summary>Whether the scheduler has been disposed, or is being.</summary>
    public bool IsEnding { get; init; }

    /// <summary>The policy that decides how many workers may run: as it is called in <see cref="SchedulingPolicy"/>, or the name of its type.</summary>
    public required string Policy { get; init; }

    /// <summary>The decision that is in force, and its reason.</summary>
    public required SchedulingDecision Decision { get; init; }

    /// <summary>The workers that have a thread, the first first.</summary>
    public required IReadOnlyList<WorkerReport> Workers { get; init; }

    /// <summary>The figures, and a line for each worker.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var lines = $"""
              workers: {AllowedWorkers} allowed, {AliveWorkers} alive: {BusyWorkers} busy, {SearchingWorkers} searching, {SleepingWorkers} sleeping, {BlockedWorkers} blocked{(IsEnding ? "; it is ending" : "")}
              waiting: {Words.Of(NormalItems)} normal, {Words.Of(UrgentItems)} urgent, {Words.Of(LowItems)} low, {Words.Of(OwnItems)} in workers' own queues
              {Policy}: {Decision}
            """;
        return string.Join('\n', Workers.Select(worker => $"  {worker}").Prepend(lines));
    }

    internal static SchedulerReport Of(WorkStealingScheduler scheduler)
    {
        var team = scheduler.Team;
        var counts = team.Gate.Counts;
        var waiting = team.Queues.Lanes.Count;
        return new()
        {
            AllowedWorkers = counts.Allowed,
            AliveWorkers = counts.Alive,
            SearchingWorkers = counts.Searching,
            SleepingWorkers = counts.Sleeping,
            BlockedWorkers = counts.Blocked,
            UrgentItems = waiting.Urgent,
            NormalItems = waiting.Normal,
            LowItems = waiting.Low,
            OwnItems = team.Queues.Deques.Sum(deque => deque.Count),
            IsEnding = team.IsEnding,
            Policy = SchedulingPolicy.NameOf(scheduler.Options.Policy),
            Decision = team.Adaptation.Latest,
            Workers = [.. team.Workers.Where(worker => worker.Activity != WorkerActivity.None).Select(worker => WorkerReport.Of(worker, scheduler.Options.Time))],
        };
    }
}
