namespace Veda.Rx.WorkStealing;

/// <summary>
/// What a disposed scheduler throws. A type of its own, so that the worker knows it again when it leaves an action: an
/// action that reschedules itself while its scheduler is aborted has done nothing wrong, and must not end the process.
/// </summary>
internal sealed class SchedulerDisposedException(object scheduler) : ObjectDisposedException(scheduler.GetType().Name)
{
    public object Scheduler => scheduler;
}
