using System.Reactive.Concurrency;
using Veda.Rx.Tests.Guarantees;
using Veda.Rx.Tests.WorkStealing;
using Veda.Rx.WorkStealing;

namespace Veda.Rx.Tests.Scheduling;

public class WorkStealingSchedulerContract : SchedulerContract
{
    public override Type Covers => typeof(WorkStealingScheduler);

    protected override int Workers => 2;

    protected override string? NoOrder => "its workers start actions at the same time";

    protected virtual VedaOptions Options => new() { Workers = Workers };

    protected override IScheduler Create() => new WorkStealingScheduler(Options);

    protected override IScheduler Create(Action<Exception> handler) => new WorkStealingScheduler(Options with { UnhandledException = handler });

    /// <summary>Closed for new work, it runs what it has.</summary>
    protected override void Drain(IScheduler scheduler) =>
        ((WorkStealingScheduler)scheduler).DisposeAsync().AsTask().InTime().GetAwaiter().GetResult();
}

public class OneWorkerContract : WorkStealingSchedulerContract
{
    protected override int Workers => 1;

    protected override string? NoOrder => "its clock cannot be moved, and one action may be due before the next is scheduled";
}

/// <summary>One worker, and a clock that the test moves.</summary>
public class ManualClockContract : WorkStealingSchedulerContract
{
    private readonly ManualTime _time = new();

    protected override int Workers => 1;

    protected override string? NoOrder => null;

    protected override TimeSpan Step => TimeSpan.FromHours(1);

    protected override VedaOptions Options => new() { Workers = Workers, Time = _time };

    protected override void Elapse(IScheduler scheduler) => _time.Advance(10 * Step);

    protected override void Await(IScheduler scheduler, ManualResetEventSlim done) => Patience.Until(
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            return done.IsSet;
        },
        "the scheduler hangs");
}

/// <summary>A view of a scheduler that the suite disposes of.</summary>
public class PrioritizedContract : SchedulerContract, IDisposable
{
    private readonly List<WorkStealingScheduler> _owners = [];

    public override Type Covers => typeof(PrioritizedScheduler);

    protected override string? NoLongRunning => "a thread of its own has no priority";

    protected override string? NoOrder => "its clock cannot be moved, and one action may be due before the next is scheduled";

    protected virtual TimeSpan? Deadline => null;

    public void Dispose()
    {
        foreach (var owner in _owners)
            owner.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override IScheduler Create() => Create(new VedaOptions { Workers = 1 });

    protected override IScheduler Create(Action<Exception> handler) => Create(new VedaOptions { Workers = 1, UnhandledException = handler });

    protected override void Drain(IScheduler scheduler) => _owners[^1].DisposeAsync().AsTask().InTime().GetAwaiter().GetResult();

    private IScheduler Create(VedaOptions options)
    {
        _owners.Add(new WorkStealingScheduler(options));
        return _owners[^1].WithPriority(WorkPriority.High, Deadline);
    }
}

public class DeadlineContract : PrioritizedContract
{
    protected override TimeSpan? Deadline => TimeSpan.FromMilliseconds(1);
}

public class TaskPoolContract : SchedulerContract
{
    public override Type Covers => typeof(TaskPoolScheduler);

    protected override string NoCancellation => "not all of its threads can be kept busy";

    protected override string NoOrder => "its threads start actions at the same time";

    protected override string NoPolicy => "Rx lets an unhandled exception end the process";

    protected override IScheduler Create() => TaskPoolScheduler.Default;
}

public class ThreadPoolContract : SchedulerContract
{
    public override Type Covers => typeof(ThreadPoolScheduler);

    protected override string NoCancellation => "not all of its threads can be kept busy";

    protected override string NoOrder => "its threads start actions at the same time";

    protected override string NoPolicy => "Rx lets an unhandled exception end the process";

    protected override IScheduler Create() => ThreadPoolScheduler.Instance;
}

public class EventLoopContract : SchedulerContract
{
    public override Type Covers => typeof(EventLoopScheduler);

    protected override string NoLongRunning => "its one thread serves everybody";

    protected override string NoOrder => "its clock cannot be moved, and one action may be due before the next is scheduled";

    protected override string NoPolicy => "Rx lets an unhandled exception end the process";

    protected override IScheduler Create() => new EventLoopScheduler();
}

public class ImmediateContract : SchedulerContract
{
    public override Type Covers => typeof(ImmediateScheduler);

    protected override string NoLongRunning => "it runs on the caller's thread";

    protected override string NoPeriodic => "it runs on the caller's thread";

    protected override string NoCancellation => "the action has run when the handle is returned";

    protected override string NoOrder => "the action has run when the handle is returned";

    protected override string NoPolicy => "what an action throws is thrown to who scheduled it";

    protected override IScheduler Create() => ImmediateScheduler.Instance;
}

public class CurrentThreadContract : SchedulerContract
{
    public override Type Covers => typeof(CurrentThreadScheduler);

    protected override string NoLongRunning => "it runs on the caller's thread";

    protected override string NoPeriodic => "it runs on the caller's thread";

    protected override string NoPolicy => "what an action throws is thrown to who scheduled it";

    protected override IScheduler Create() => CurrentThreadScheduler.Instance;
}

public class HistoricalContract : SchedulerContract
{
    public override Type Covers => typeof(HistoricalScheduler);

    protected override string NoLongRunning => "its time stands still while an action runs";

    protected override string NoPeriodic => "it would never come to an end";

    protected override string NoPolicy => "what an action throws is thrown to who starts it";

    protected override IScheduler Create() => new HistoricalScheduler(DateTimeOffset.UnixEpoch);

    protected override void Await(IScheduler scheduler, ManualResetEventSlim done)
    {
        ((HistoricalScheduler)scheduler).Start();
        base.Await(scheduler, done);
    }
}
