namespace Veda.Rx.Sinks;

/// <summary>Takes all elements in the merge's order, then gives one result.</summary>
internal abstract class ResultConsumer<T, TResult>(IObserver<TResult> observer) : Consumer<T>
{
    /// <summary>The result of all that was taken; throws if there is none.</summary>
    protected abstract TResult Result();

    public sealed override void Complete(Exception? error)
    {
        TResult result = default!;
        try
        {
            if (error is null)
                result = Result();
        }
        catch (Exception none)
        {
            error = none;
        }
        if (error is not null)
        {
            observer.OnError(error);
            return;
        }
        observer.OnNext(result);
        observer.OnCompleted();
    }
}

/// <summary>Calls a function with every element, in the merge's order: for functions that depend on the order.</summary>
internal sealed class OrderedFold<T, TAcc, TResult>(TAcc seed, Func<TAcc, T, TAcc> step, Func<TAcc, TResult> result, IObserver<TResult> observer)
    : ResultConsumer<T, TResult>(observer)
{
    private TAcc _acc = seed;   // written by the merge's drainer

    public override void Fold(ReadOnlySpan<T> items)
    {
        foreach (var item in items)
            _acc = step(_acc, item);
    }

    protected override TResult Result() => result(_acc);
}
