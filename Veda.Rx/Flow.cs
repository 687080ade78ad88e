using Veda.Rx.Fusion;
using Veda.Rx.Internal;
using Veda.Rx.Scheduling;
using Veda.Rx.Sinks;
using Veda.Rx.Sources;

namespace Veda.Rx;

/// <summary>A flow, for those who do not know the type of its results.</summary>
internal interface IFlow
{
    /// <summary>
    /// A hash of the code that elements pass through up to here, by the types of the stages and the methods of their delegates: the same in
    /// every run of the same lines of a program.
    /// </summary>
    /// <param name="following">That of what follows.</param>
    int Code(int following);

    /// <summary>Builds the folders of one more lane of the segment that runs this flow.</summary>
    /// <param name="lane">What they share.</param>
    /// <param name="sink">What takes this flow's results.</param>
    /// <param name="outlet">The last of them, which collects results for the merge.</param>
    /// <returns>The first of them, which takes what the segment reads.</returns>
    object Bind(LaneContext lane, Sink sink, out IOutlet outlet);
}

/// <summary>A pipeline's description up to one point: immutable, shared by every stream built on it, opened anew by every run.</summary>
internal abstract class Flow<T> : IFlow
{
    /// <summary>Whether a result's position is still its element's position in the source.</summary>
    public virtual bool KnowsPositions => false;

    /// <summary>How far results are behind their elements' positions in the source, where that is known: stages that skip make it more than 0.</summary>
    public virtual long? Shift => KnowsPositions ? 0 : null;

    /// <summary>Whether the results come from a stage at the merge: what only counts them is best there, too.</summary>
    public virtual bool IsInOrder => false;

    /// <summary>How many results there will be if nothing fails, where that is known before the run.</summary>
    public virtual long? Length => null;

    /// <summary>The first results of this flow, made without touching what lies behind them in the source; null where only a merge can count results.</summary>
    public virtual Flow<T>? Limit(long count) => null;

    /// <summary>Opens a segment that runs this flow and delivers to <paramref name="sink"/>.</summary>
    public Segment Open(PipelineRun run, StreamSettings settings, Sink<T> sink) => Open(run, settings, this, sink);

    /// <summary>Opens a segment that runs the flow <paramref name="last"/>, which is this one or goes on from here.</summary>
    public abstract Segment Open(PipelineRun run, StreamSettings settings, IFlow last, Sink sink);

    /// <inheritdoc/>
    public abstract int Code(int following);

    /// <inheritdoc/>
    public object Bind(LaneContext lane, Sink sink, out IOutlet outlet)
    {
        var created = ((Sink<T>)sink).CreateOutlet(lane);
        outlet = created;
        return Bind(lane, created);
    }

    /// <summary>Builds the folders up to here.</summary>
    /// <param name="lane">What they share.</param>
    /// <param name="next">The folder that takes this flow's results.</param>
    /// <returns>The first of them.</returns>
    public abstract object Bind(LaneContext lane, Folder<T> next);

    /// <summary>Opens a segment that delivers this flow's results in order to <paramref name="tail"/>, at the end of which the terminal is.</summary>
    public virtual Segment Deliver(PipelineRun run, StreamSettings settings, Folder<T> tail, ITerminal terminal)
    {
        var sink = new DeliverySink<T>(tail, terminal);
        return Open(run, settings, sink);
    }

    /// <summary>Opens this flow so that another segment can read its results as a source.</summary>
    public virtual SourceCursor<T> Read(PipelineRun run, StreamSettings settings, ISourceHost reader)
    {
        var handOver = new HandOver<T>(reader.Signal);
        handOver.Producer = Deliver(run, settings, handOver, handOver);
        return handOver.Cursor;
    }
}

/// <summary>A flow with which a segment begins: the stages behind it run in there.</summary>
internal abstract class FirstFlow<T> : Flow<T>
{
    public override bool KnowsPositions => true;

    public override Segment Open(PipelineRun run, StreamSettings settings, IFlow last, Sink sink) => new Segment<T>(run, settings, this, last, sink);

    public override object Bind(LaneContext lane, Folder<T> next) => next;

    public override int Code(int following) => following;
}

/// <summary>A flow that reads something: a source, or the results of other segments.</summary>
internal abstract class ReadFlow<T> : FirstFlow<T>
{
    public abstract override SourceCursor<T> Read(PipelineRun run, StreamSettings settings, ISourceHost reader);

    public override Flow<T>? Limit(long count) => new SliceFlow<T>(this, 0, count);
}

/// <summary>The beginning: a source.</summary>
internal sealed class SourceFlow<T>(StreamSource<T> source) : ReadFlow<T>
{
    public StreamSource<T> Source => source;

    public override long? Length => source.Length;

    public override SourceCursor<T> Read(PipelineRun run, StreamSettings settings, ISourceHost reader) => source.Open(reader);
}

/// <summary>One more stage in the same segment.</summary>
internal class StageFlow<T, TResult>(Flow<T> upstream, Stage<T, TResult> stage) : Flow<TResult>
{
    public override bool KnowsPositions => stage.OneToOne && upstream.KnowsPositions;

    public override long? Shift => stage.OneToOne ? upstream.Shift : null;

    public override long? Length => stage.OneToOne ? upstream.Length : null;

    public override Flow<TResult>? Limit(long count) =>
        stage.OneToOne && upstream.Limit(count) is { } limited ? new StageFlow<T, TResult>(limited, stage) : null;

    public override Segment Open(PipelineRun run, StreamSettings settings, IFlow last, Sink sink) => upstream.Open(run, settings, last, sink);

    public override object Bind(LaneContext lane, Folder<TResult> next) => upstream.Bind(lane, lane.Bind(stage, next, this));

    public override int Code(int following) => upstream.Code(HashCode.Combine(stage.GetType(), stage.Code?.Method, following));
}

/// <summary>A stage that runs in order at the merge of the stream before it. What follows runs in a segment of its own.</summary>
internal sealed class MergeStageFlow<T, TResult>(VedaStream<T> upstream, Stage<T, TResult> stage) : FirstFlow<TResult>
{
    public override bool IsInOrder => true;

    public override Segment Deliver(PipelineRun run, StreamSettings settings, Folder<TResult> tail, ITerminal terminal)
    {
        var host = new MergeLaneHost(upstream.Settings.Buffers);
        var head = new LaneContext(host).Bind(stage, tail, this);
        var segment = upstream.Flow.Deliver(run, upstream.Settings, head, terminal);
        segment.Own(host);
        return segment;
    }
}

/// <summary>The end of a segment: what follows runs with other settings, on results handed over in order.</summary>
internal sealed class HandOverFlow<T>(VedaStream<T> upstream) : ReadFlow<T>
{
    public override long? Length => upstream.Flow.Length;

    public override SourceCursor<T> Read(PipelineRun run, StreamSettings settings, ISourceHost reader) =>
        upstream.Flow.Read(run, upstream.Settings, reader);
}
