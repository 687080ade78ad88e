namespace Veda.Rx.WorkStealing;

/// <summary>
/// The exception of a disposed scheduler. It carries its scheduler, so that the worker knows it again when it leaves an
/// action: an action that reschedules itself while its scheduler is aborted has done nothing wrong, and must not end the process.
/// </summary>
internal static class Refusal
{
    private const string Key = "Veda.Rx.Scheduler";

    public static ObjectDisposedException By(object scheduler) => new(scheduler.GetType().Name) { Data = { [Key] = scheduler } };

    public static bool IsBy(object scheduler, Exception error) => error is ObjectDisposedException && ReferenceEquals(error.Data[Key], scheduler);
}
