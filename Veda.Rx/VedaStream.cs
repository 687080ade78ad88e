using System.Runtime.CompilerServices;
using Veda.Rx.Fusion;
using Veda.Rx.Sinks;
using Veda.Rx.Sources;

namespace Veda.Rx;

/// <summary>
/// A sequence whose operators run batches of elements in parallel on an Rx scheduler, and whose observers still see what
/// sequential LINQ would show: the same elements, in the same order, ending the same way.
/// </summary>
/// <remarks>
/// Immutable and cold: every subscription runs the pipeline anew. Make one with <c>ToVeda()</c> or a factory such as
/// <c>VedaStream.Range</c>. Delegates given to operators are called by several threads at the same time unless the
/// operator says otherwise. What waits for the stream on a thread (<c>foreach</c>, <see cref="Wait"/>) is a member here, so
/// that it is never Rx's extension of the same name, which blocks the thread without taking part.
/// </remarks>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class VedaStream<T> : IObservable<T>
{
    internal VedaStream(Flow<T> flow, StreamSettings settings)
    {
        Flow = flow;
        Settings = settings;
    }

    internal Flow<T> Flow { get; }

    internal StreamSettings Settings { get; }

    /// <summary>Runs the stream and delivers its elements to an observer, one at a time, on the scheduler's threads.</summary>
    /// <param name="observer">Receives the elements, then at most one error or completion; never two notifications at the same time.</param>
    /// <returns>A handle that ends the subscription. After its <c>Dispose</c> has returned on the observing thread, nothing more is delivered.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="observer"/> is null.</exception>
    /// <remarks>The stream never runs on the subscriber's thread, unless it was put on a scheduler that runs there. What the observer throws goes to the scheduler's policy for unhandled exceptions.</remarks>
    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var run = new PipelineRun();
        var consumer = new ObserverConsumer<T>(Settings.Watched(observer), run);
        Flow.Deliver(run, Settings, consumer, consumer);
        run.Observe(Settings.Cancellation);
        run.Start();
        return run;
    }

    /// <summary>Makes <c>await foreach</c> work: runs the stream, and hands its elements over as they are asked for.</summary>
    /// <param name="cancellationToken">Ends the run and the enumeration.</param>
    /// <returns>An enumerator for one reader. A slow reader slows the stream; disposing the enumerator ends the run.</returns>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new ResultAsyncEnumerator<T>(this, cancellationToken);

    /// <summary>Makes <c>foreach</c> work: runs the stream, and the enumerating thread takes part while it waits for the next element.</summary>
    /// <returns>An enumerator for one reader, in the stream's order. A slow reader slows the stream; disposing the enumerator ends the run.</returns>
    /// <remarks>
    /// May be used inside a delegate of another stream, as <see cref="VedaSingle{T}.Wait"/> may. For methods that take a
    /// sequence there is <c>ToEnumerable()</c>.
    /// </remarks>
    public IEnumerator<T> GetEnumerator() => new ResultEnumerator<T>(this, default);

    /// <summary>Runs the stream to its end, taking part on the calling thread, and returns the last element, as <c>Wait</c> in Rx does: <c>Last().Wait()</c>.</summary>
    /// <param name="cancellationToken">Ends the run and the wait.</param>
    /// <returns>The last element.</returns>
    /// <exception cref="InvalidOperationException">There are no elements.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> or the stream's own token was cancelled.</exception>
    /// <remarks>What the stream's source or delegates threw is thrown here, itself. The rest is as <see cref="VedaSingle{T}.Wait"/> says.</remarks>
    public T Wait(CancellationToken cancellationToken = default) => this.Last().Wait(cancellationToken);

    /// <summary>Makes <c>await</c> work: runs the stream to its end on its schedulers and gives the last element, as in Rx.</summary>
    /// <returns>An awaiter of <c>Last()</c>: <see cref="InvalidOperationException"/> if there are no elements, the stream's own error if it fails.</returns>
    /// <remarks>No thread waits. <c>GetAwaiter().GetResult()</c> would block one that takes no part: use <see cref="Wait"/>.</remarks>
    public TaskAwaiter<T> GetAwaiter() => this.Last().GetAwaiter();

    /// <summary>Opens this stream in a run whose results the caller pulls, who is told by <paramref name="arrived"/> that there are some.</summary>
    internal SourceCursor<T> Open(PipelineRun run, Action arrived)
    {
        var results = new HandOver<T>(arrived);
        results.Producer = Flow.Deliver(run, Settings, results, results);
        run.Observe(Settings.Cancellation);
        return results.Cursor;
    }

    /// <summary>Adds a stage of your own that runs in parallel: what <c>Map</c> and <c>Filter</c> are made of.</summary>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="stage">The stage. Bound once for each lane, by several threads at the same time; a lane's folder is used by one thread at a time.</param>
    /// <returns>The results, in the order of their elements.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stage"/> is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: kept if the stage is <see cref="Stage{T, TResult}.OneToOne"/>. Threads: those of the stream's
    /// scheduler. Errors: what a folder throws ends the stream, behind what it has passed on before. Cost: one virtual call for
    /// up to 1,024 elements. docs/extending.md has the rules and examples.
    /// </remarks>
    /// <example><code>VedaStream&lt;double> scaled = samples.ToVeda().Then(new ScaleStage(0.5));</code></example>
    public VedaStream<TResult> Then<TResult>(Stage<T, TResult> stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return new(new StageFlow<T, TResult>(Flow, stage), Settings);
    }

    /// <summary>Adds a stage of your own that runs in order, at the merge: what <c>Scan</c> and <c>Chunk</c> are made of.</summary>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="stage">The stage. Bound once for each run; the folder sees all elements in order, on one thread at a time, but not always the same one.</param>
    /// <returns>The results, in order. What follows runs in parallel again, in a segment of its own.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stage"/> is null.</exception>
    /// <remarks>
    /// Order: kept; on an <c>Unordered()</c> stream that of arrival. Positions: new ones. Errors: as of <see cref="Then"/>. Cost:
    /// the stage's work is not shared by threads; do what can be done in parallel before it. docs/extending.md has examples.
    /// </remarks>
    /// <example><code>var rises = samples.ToVeda().ThenInOrder(new PairStage&lt;double>()).Map(pair => pair.Next - pair.Previous);</code></example>
    public VedaStream<TResult> ThenInOrder<TResult>(Stage<T, TResult> stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return new(new MergeStageFlow<T, TResult>(this, stage), Settings);
    }

    /// <summary>A reduction of this stream.</summary>
    internal VedaSingle<TResult> Reduce<TAcc, TResult>(Reducer<T, TAcc, TResult> reducer) => new ReducedSingle<T, TAcc, TResult>(this, reducer);

    /// <summary>A terminal that takes the elements in order.</summary>
    internal VedaSingle<TResult> Consume<TResult>(Func<IObserver<TResult>, Consumer<T>> create) => new ConsumedSingle<T, TResult>(this, create);
}
