namespace Veda.Rx.Sinks;

/// <summary>A reduction: lanes fold, the merge combines.</summary>
internal sealed class ReducedSingle<T, TAcc, TResult>(VedaStream<T> source, Reducer<T, TAcc, TResult> reducer) : VedaSingle<TResult>
{
    private protected override void Open(PipelineRun run, IObserver<TResult> observer)
    {
        var sink = ReductionSink<T, TAcc, TResult>.For(reducer, observer);
        source.Flow.Open(run, source.Settings, sink);
        run.Observe(source.Settings.Cancellation);
    }
}

/// <summary>A consumer that takes the elements in order.</summary>
internal sealed class ConsumedSingle<T, TResult>(VedaStream<T> source, Func<IObserver<TResult>, Consumer<T>> create) : VedaSingle<TResult>
{
    private protected override void Open(PipelineRun run, IObserver<TResult> observer)
    {
        var consumer = create(observer);
        source.Flow.Deliver(run, source.Settings, consumer, consumer);
        run.Observe(source.Settings.Cancellation);
    }
}

/// <summary>Lanes place results where positions and length are known; otherwise a consumer collects them in order.</summary>
/// <param name="source">The stream.</param>
/// <param name="place">Makes the destination for a run with so many results.</param>
/// <param name="collect">Makes the consumer for a run with an unknown number of results.</param>
internal sealed class CollectedSingle<T, TResult>(
    VedaStream<T> source, Func<long, Placement<T, TResult>> place, Func<IObserver<TResult>, Consumer<T>> collect) : VedaSingle<TResult>
{
    private protected override void Open(PipelineRun run, IObserver<TResult> observer)
    {
        var (flow, settings) = (source.Flow, source.Settings);
        if (flow is { KnowsPositions: true, Length: { } length } && length <= Array.MaxLength)
        {
            var sink = ReductionSink<T, long, TResult>.For(place(length), observer);
            flow.Open(run, settings, sink);
        }
        else
        {
            var consumer = collect(observer);
            flow.Deliver(run, settings, consumer, consumer);
        }
        run.Observe(settings.Cancellation);
    }
}
