namespace Veda.Rx.Tests.WorkStealing;

/// <summary>Guards that turn a hang into a failure. No test depends on how long anything takes below that.</summary>
internal static class Hang
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static void AwaitOrFail(this ManualResetEventSlim done, string what = "waited too long")
    {
        if (!done.Wait(Limit))
            throw new TimeoutException(what);
    }

    public static void AwaitOrFail(this CountdownEvent done, string what = "waited too long")
    {
        if (!done.Wait(Limit))
            throw new TimeoutException($"{what}: {done.CurrentCount} left");
    }

    public static Task OrFail(this Task task) => task.WaitAsync(Limit, Xunit.TestContext.Current.CancellationToken);

    public static Task<T> OrFail<T>(this Task<T> task) => task.WaitAsync(Limit, Xunit.TestContext.Current.CancellationToken);

    public static void Until(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, Limit))
            throw new TimeoutException(what);
    }
}
