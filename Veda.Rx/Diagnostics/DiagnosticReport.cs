using System.Globalization;
using Veda.Rx.Scheduling;

namespace Veda.Rx.Diagnostics;

/// <summary>What a runtime does at a moment, for people: what <see cref="VedaRuntime.Diagnose"/> gives.</summary>
/// <remarks>Everything is read while it goes on and nothing is stopped for it, so figures can be of slightly different moments and need not add up.</remarks>
public sealed record DiagnosticReport
{
    /// <summary>When it was made, on the scheduler's clock.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The machine.</summary>
    public required MachineReport Machine { get; init; }

    /// <summary>The runtime's scheduler.</summary>
    public required SchedulerReport Scheduler { get; init; }

    /// <summary>The streams that have not ended and have used a worker of the runtime, or that a thread waits for. One that has done neither has done nothing so far.</summary>
    public required IReadOnlyList<StreamReport> Streams { get; init; }

    /// <summary>What could not be known or used, and why.</summary>
    public required IReadOnlyList<string> Unavailable { get; init; }

    /// <summary>The report as a text of several lines.</summary>
    /// <returns>The text; the same in every culture.</returns>
    public override string ToString()
    {
        List<string> lines = [string.Create(CultureInfo.InvariantCulture, $"Veda.Rx at {Time:u}; figures are of slightly different moments"), "machine", $"{Machine}", "scheduler", $"{Scheduler}"];
        lines.Add(Streams.Count == 0 ? "no running streams" : "running streams");
        lines.AddRange(Streams.Select(stream => $"{stream}"));
        if (Unavailable.Count > 0)
            lines.Add("not available");
        lines.AddRange(Unavailable.Select(what => $"  {what}"));
        return string.Join('\n', lines);
    }

    internal static DiagnosticReport Of(VedaRuntime runtime)
    {
        List<string> unavailable = [];
        var machine = MachineReport.Read("/", unavailable.Add);
        var scheduler = SchedulerReport.Of(runtime.Scheduler);
        return new()
        {
            Time = runtime.Scheduler.Now,
            Machine = machine,
            Scheduler = scheduler,
            Streams = StreamsOn(SchedulerPort.For(runtime.Scheduler), scheduler, unavailable),
            Unavailable = unavailable,
        };
    }

    private static StreamReport[] StreamsOn(SchedulerPort port, SchedulerReport scheduler, List<string> unavailable)
    {
        (int Thread, PipelineRun Run)[] waits = [.. WaitingThread.All.Where(wait => wait.Run.PartsOn(port).Any())];
        PipelineRun[] runs = [.. port.Members.ToList().OfType<Segment>().Select(segment => segment.Run).Reverse().Concat(waits.Select(wait => wait.Run)).Distinct()];
        (PipelineRun Run, SegmentView[] Parts)[] live = [.. runs.Select(run => (run, run.Look().ToArray())).Where(run => run.Item2.Length > 0)];
        var numbers = live.Select((run, index) => (run.Run, Number: index + 1)).ToDictionary(run => run.Run, run => run.Number);
        (int Thread, int Stream)[] known = [.. waits.Where(wait => numbers.ContainsKey(wait.Run)).Select(wait => (wait.Thread, numbers[wait.Run]))];
        foreach (var foreign in live.SelectMany(run => run.Parts).Where(part => part.Lacks.Length > 0).DistinctBy(part => part.Scheduler))
            unavailable.Add($"{foreign.Scheduler} has no {string.Join(", no ", foreign.Lacks)}: streams make do with what Rx gives them there");
        var whereabouts = new Whereabouts(scheduler, known);
        return [.. live.Select(run => new StreamReport
        {
            Number = numbers[run.Run],
            WaitingThreads = [.. known.Where(wait => wait.Stream == numbers[run.Run]).Select(wait => wait.Thread).Distinct()],
            Parts = [.. run.Parts.Select(part => Part(part, whereabouts.Of(part, numbers[run.Run])))],
        })];
    }

    private static StreamPartReport Part(SegmentView view, IReadOnlyList<string> waits) => new()
    {
        Source = Words.Of(view.Source),
        Scheduler = view.Scheduler,
        Position = view.Position,
        ClaimedBatches = view.Claimed,
        DeliveredBatches = view.Delivered,
        Running = view.Running,
        Queued = view.Queued,
        Waits = waits,
    };
}
