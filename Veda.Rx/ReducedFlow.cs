using Veda.Rx.Fusion;
using Veda.Rx.Sinks;
using Veda.Rx.Sources;

namespace Veda.Rx;

/// <summary>The elements that a terminal of another stream results in: what follows starts when that stream is over.</summary>
/// <param name="open">Opens the segment that gives the result to an observer.</param>
internal sealed class ReducedFlow<T>(Func<PipelineRun, IObserver<T[]>, Segment> open) : ReadFlow<T>
{
    public override SourceCursor<T> Read(PipelineRun run, StreamSettings settings, ISourceHost reader)
    {
        var cursor = new ReducedCursor<T>(reader);
        cursor.Producer = open(run, cursor);
        return cursor;
    }
}

/// <summary>The ways from a stream to the results of its reduction as a stream.</summary>
internal static class ReducedFlow
{
    /// <summary>The results of a reduction, with the stream's settings.</summary>
    public static VedaStream<TResult> ThenReduced<T, TAcc, TResult>(this VedaStream<T> source, Reducer<T, TAcc, TResult[]> reducer) =>
        new(new ReducedFlow<TResult>((run, observer) =>
        {
            var sink = ReductionSink<T, TAcc, TResult[]>.For(reducer, observer);
            return source.Flow.Open(run, source.Settings, sink);
        }), source.Settings);

    /// <summary>The results of a consumer that takes the elements in order, with the stream's settings.</summary>
    public static VedaStream<TResult> ThenConsumed<T, TResult>(this VedaStream<T> source, Func<IObserver<TResult[]>, Consumer<T>> create) =>
        new(new ReducedFlow<TResult>((run, observer) =>
        {
            var consumer = create(observer);
            return source.Flow.Deliver(run, source.Settings, consumer, consumer);
        }), source.Settings);
}
