namespace Veda.Rx.Sinks;

/// <summary>A subscriber to a single result: hears nothing once its subscription is disposed, and what it throws goes to the scheduler.</summary>
internal sealed class GuardedObserver<T>(IObserver<T> observer, PipelineRun run) : IObserver<T>
{
    public void OnNext(T value) => Guard(static (o, v) => o.OnNext(v), value);

    public void OnError(Exception error) => Guard(static (o, e) => o.OnError(e), error);

    public void OnCompleted() => Guard<object?>(static (o, _) => o.OnCompleted(), null);

    private void Guard<TArg>(Action<IObserver<T>, TArg> notify, TArg argument)
    {
        if (run.IsSilenced)
            return;
        try
        {
            notify(observer, argument);
        }
        catch (Exception error)
        {
            run.ObserverThrew(error);
        }
    }
}
