using Veda.Rx.Fusion;

namespace Veda.Rx.Sinks;

/// <summary>Terminals that keep every element.</summary>
internal static class Collecting
{
    /// <summary>A terminal that lets lanes place results where positions and length are known, and collects in order otherwise.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="place">Makes the destination for a run with so many results.</param>
    /// <param name="collect">Makes the consumer for a run with an unknown number of results.</param>
    public static VedaSingle<TResult> Collect<T, TResult>(
        this VedaStream<T> source, Func<long, Placement<T, TResult>> place, Func<IObserver<TResult>, Consumer<T>> collect) => new((run, observer) =>
    {
        var (flow, settings) = (source.Flow, source.Settings);
        if (flow is { KnowsPositions: true, Length: { } length } && length <= Array.MaxLength)
        {
            var sink = ReductionSink<T, long, TResult>.For(place(length), observer);
            flow.Open(run, settings, sink, sink.Outlets);
        }
        else
        {
            var consumer = collect(observer);
            flow.Deliver(run, settings, consumer, consumer);
        }
        run.Observe(settings.Cancellation);
    });
}
