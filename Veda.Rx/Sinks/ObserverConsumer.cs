namespace Veda.Rx.Sinks;

/// <summary>A subscriber's observer: sees one notification at a time, and none once its subscription is disposed.</summary>
internal sealed class ObserverConsumer<T>(IObserver<T> observer, PipelineRun run) : Consumer<T>
{
    public override string Name => "its observer";

    public override bool Done => run.IsSilenced;

    public override void Fold(ReadOnlySpan<T> items)
    {
        try
        {
            foreach (var item in items)
            {
                if (run.IsSilenced)
                    return;
                observer.OnNext(item);
            }
        }
        catch (Exception error)
        {
            run.ObserverThrew(error);
        }
    }

    public override void Complete(Exception? error)
    {
        if (run.IsSilenced)
            return;
        try
        {
            if (error is null)
                observer.OnCompleted();
            else
                observer.OnError(error);
        }
        catch (Exception thrown)
        {
            run.ObserverThrew(thrown);
        }
    }
}
