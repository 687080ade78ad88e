namespace Veda.Rx.Tests.Guarantees;

/// <summary>Turns a hang into a failure. No test depends on how long anything takes below the limit.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Task InTime(this Task task) => task.WaitAsync(Limit);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>Runs something that blocks on a thread of its own.</summary>
    public static Task<T> OnThread<T>(Func<T> body)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                result.SetResult(body());
            }
            catch (Exception error)
            {
                result.SetException(error);
            }
        })
        { IsBackground = true };
        thread.Start();
        return result.Task.InTime();
    }

    public static Task OnThread(Action body) => OnThread(() =>
    {
        body();
        return true;
    });

    public static void Until(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, Limit))
            throw new TimeoutException(what);
    }
}
