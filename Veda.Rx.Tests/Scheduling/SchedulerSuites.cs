using System.Reactive.Concurrency;

namespace Veda.Rx.Tests.Scheduling;

public class WorkStealingSchedulerContract : SchedulerContract
{
    public override Type Covers => typeof(WorkStealingScheduler);

    protected override IScheduler Create() => new WorkStealingScheduler(new VedaOptions { Workers = 2 });
}

public class OneWorkerContract : SchedulerContract
{
    public override Type Covers => typeof(WorkStealingScheduler);

    protected override IScheduler Create() => new WorkStealingScheduler(new VedaOptions { Workers = 1 });
}

public class TaskPoolContract : SchedulerContract
{
    public override Type Covers => typeof(TaskPoolScheduler);

    protected override IScheduler Create() => TaskPoolScheduler.Default;
}

public class ThreadPoolContract : SchedulerContract
{
    public override Type Covers => typeof(ThreadPoolScheduler);

    protected override IScheduler Create() => ThreadPoolScheduler.Instance;
}

public class EventLoopContract : SchedulerContract
{
    public override Type Covers => typeof(EventLoopScheduler);

    protected override string NoLongRunning => "its one thread serves everybody";

    protected override IScheduler Create() => new EventLoopScheduler();
}

public class ImmediateContract : SchedulerContract
{
    public override Type Covers => typeof(ImmediateScheduler);

    protected override string NoLongRunning => "it runs on the caller's thread";

    protected override string NoPeriodic => "it runs on the caller's thread";

    protected override string NoCancellation => "the action has run when the handle is returned";

    protected override IScheduler Create() => ImmediateScheduler.Instance;
}

public class CurrentThreadContract : SchedulerContract
{
    public override Type Covers => typeof(CurrentThreadScheduler);

    protected override string NoLongRunning => "it runs on the caller's thread";

    protected override string NoPeriodic => "it runs on the caller's thread";

    protected override IScheduler Create() => CurrentThreadScheduler.Instance;
}

public class HistoricalContract : SchedulerContract
{
    public override Type Covers => typeof(HistoricalScheduler);

    protected override string NoLongRunning => "its time stands still while an action runs";

    protected override string NoPeriodic => "it would never come to an end";

    protected override IScheduler Create() => new HistoricalScheduler(DateTimeOffset.UnixEpoch);

    protected override void Await(IScheduler scheduler, ManualResetEventSlim done)
    {
        ((HistoricalScheduler)scheduler).Start();
        base.Await(scheduler, done);
    }
}
