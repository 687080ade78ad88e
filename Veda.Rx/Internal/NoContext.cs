namespace Veda.Rx.Internal;

/// <summary>Runs code that awaits where the calling thread's context would have what is behind the await come back to a thread that may be waiting for it.</summary>
internal static class NoContext
{
    /// <summary>Calls a function with neither a synchronisation context nor a task scheduler of the caller's.</summary>
    public static TResult Run<TState, TResult>(TState state, Func<TState, TResult> body)
    {
        var context = SynchronizationContext.Current;
        return context is null && TaskScheduler.Current == TaskScheduler.Default ? body(state) : RunApart(context, state, body);
    }

    // Apart from the usual case, which it would cost a closure.
    private static TResult RunApart<TState, TResult>(SynchronizationContext? context, TState state, Func<TState, TResult> body)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var call = new Task<TResult>(() => body(state));
            call.RunSynchronously(TaskScheduler.Default);
            return call.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
