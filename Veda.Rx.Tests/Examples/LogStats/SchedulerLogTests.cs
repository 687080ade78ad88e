using System.Reactive.Subjects;
using LogStats;
using Veda.Rx.Tests.WorkStealing;
using Xunit;

namespace Veda.Rx.Tests.Examples;

/// <summary>What LogStats writes down of its scheduler's decisions, and shows.</summary>
public sealed class SchedulerLogTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly BehaviorSubject<SchedulingDecision> _decisions = new(new(2, "to begin with"));
    private readonly Subject<LoadStatistics> _load = new();
    private readonly Subject<BatchDecision> _batches = new();
    private readonly SchedulerLog _log;

    public SchedulerLogTests() => _log = new SchedulerLog(_decisions, _load, _batches, _time);

    public void Dispose()
    {
        _log.Dispose();
        Assert.False(_decisions.HasObservers || _load.HasObservers || _batches.HasObservers);
    }

    [Fact]
    public void A_run_that_decides_nothing_is_one_line()
    {
        Assert.Equal($"Scheduler: 2 workers all the time; too short a time to measure{Environment.NewLine}", Shown(_log.Summary));
        Cut(1);
        Cut(64);
        Measure(milliseconds: 5, busy: 2, processors: 1.5, completed: 1_000);
        Assert.Equal(
            $"Scheduler: 2 workers all the time, batches of 1 to 64 lines; 1 window measured, workers busy 100 % of the time, 1.5 processors used, 200,000 elements a second{Environment.NewLine}",
            Shown(_log.Summary));
    }

    [Fact]
    public void Windows_count_by_their_length()
    {
        Measure(milliseconds: 5, busy: 2, processors: 2, completed: 1_000);
        Measure(milliseconds: 15, busy: 1, processors: 0, completed: 1_000);
        var summary = _log.Summary;
        Assert.Equal((2, 0.625, 0.5, 100_000.0), (summary.Windows, summary.Busy, summary.ProcessorsUsed, summary.ElementsPerSecond));
    }

    [Fact]
    public void A_change_is_told_with_its_time_its_reason_and_the_batches_before_it()
    {
        Cut(1);
        Cut(16);
        _time.Advance(TimeSpan.FromMilliseconds(25));
        _decisions.OnNext(new(8, "they wait for something"));
        _time.Advance(TimeSpan.FromMilliseconds(10));
        _decisions.OnNext(new(2, "8 finish 50 %"));
        Cut(7);
        var summary = _log.Summary;
        Assert.Equal((2, 2, new BatchRange(1, 16)), (summary.Workers, summary.Changes, summary.Batches));
        Assert.Equal(
            [
                new WorkerChange(TimeSpan.FromMilliseconds(25), 2, 8, new(1, 16), "they wait for something"),
                new WorkerChange(TimeSpan.FromMilliseconds(35), 8, 2, default, "8 finish 50 %"),
            ],
            summary.Latest);

        var shown = Shown(summary);
        Assert.Matches(@"0\.025 s +2 to 8 +1 to 16 +they wait for something", shown);
        Assert.Matches(@"0\.035 s +8 to 2 +none +8 finish 50 %", shown);
        Assert.EndsWith($"2 workers at the end, batches of 1 to 16 lines; too short a time to measure{Environment.NewLine}", shown);
        Assert.DoesNotContain("last", shown);
    }

    [Fact]
    public void Of_many_changes_the_last_are_kept_and_fewer_are_shown()
    {
        const int Changes = 3 * SchedulerLog.Kept;
        for (var change = 1; change <= Changes; change++)
            _decisions.OnNext(new(1 + (change % 2), $"[{change}]"));
        var summary = _log.Summary;
        Assert.Equal((Changes, SchedulerLog.Kept), (summary.Changes, summary.Latest.Count));
        Assert.Equal($"[{Changes}]", summary.Latest[^1].Reason);

        var shown = Shown(summary);
        Assert.Contains($"These are the last {SchedulerView.Most} of 300 changes.", shown);
        Assert.Equal(SchedulerView.Most, shown.Split('\n').Count(line => line.Contains(" s ")));
        Assert.Contains("[295]", shown);
        Assert.DoesNotContain("[294]", shown);
    }

    /// <summary>Observables tell from several threads; what is read meanwhile is whole.</summary>
    [Fact]
    public void May_be_told_by_several_threads()
    {
        Parallel.Invoke(
            () => { for (var i = 1; i <= 10_000; i++) Cut(i); },
            () => { for (var i = 1; i <= 10_000; i++) Measure(milliseconds: 5, busy: 1, processors: 1, completed: 1); },
            () => { for (var i = 1; i <= 10_000; i++) _decisions.OnNext(new(i, "")); },
            () => { for (var i = 1; i <= 100; i++) Assert.InRange(_log.Summary.Latest.Count, 0, SchedulerLog.Kept); });
        var summary = _log.Summary;
        Assert.Equal((10_000, 10_000, 10_000, new BatchRange(1, 10_000)), (summary.Changes, summary.Workers, summary.Windows, summary.Batches));
    }

    private void Cut(int elements) => _batches.OnNext(new(0, elements, TimeSpan.Zero, BatchReason.Target));

    private void Measure(int milliseconds, double busy, double processors, long completed) => _load.OnNext(new LoadStatistics
    {
        Window = TimeSpan.FromMilliseconds(milliseconds),
        Workers = 2,
        MinWorkers = 1,
        MaxWorkers = 8,
        Processors = 2,
        Busy = busy,
        ProcessorsUsed = processors,
        Blocked = 0,
        HasQueue = false,
        Completed = completed,
    });

    private static string Shown(SchedulerSummary summary)
    {
        var writer = new StringWriter();
        new SchedulerView(Consoles.Plain(writer)).Show(summary);
        return writer.ToString();
    }
}
