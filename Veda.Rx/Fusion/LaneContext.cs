using Veda.Rx.Internal;

namespace Veda.Rx.Fusion;

/// <summary>What the folders of one lane share: the position they are working on, buffers, and per-run state of stages.</summary>
public class LaneContext
{
    private readonly ILaneHost _host;
    private object? _place;   // in the pipeline, of the stage that is being bound

    internal LaneContext(ILaneHost host) => _host = host;

    /// <summary>
    /// The stream position of the first element of the span that the lane folds now, counted from the source. Stages that
    /// come after one-to-one stages only can add an index in their span to it. Of no meaning in a stage at a merge.
    /// </summary>
    public long Position { get; internal set; }

    /// <summary>Whether the run is over, so that nothing a lane still computes can be delivered.</summary>
    public bool IsStopped => _host.IsStopped;

    /// <summary>
    /// Whether the step under way has taken long: a stage that reads a sequence of its own should then let out what it has.
    /// Looks at the clock, so not for every element.
    /// </summary>
    internal bool IsStepLong => _host.IsLong(StepBegan);

    /// <summary>
    /// What the lane has stopped for, because its next step would wait for others: it goes on when that is ready. Written by the
    /// stage that would wait, and by the lane when it goes on.
    /// </summary>
    internal IReadiness? Awaited { get; set; }

    /// <summary>How many sequences that may have to wait its stages have open. Written by them.</summary>
    internal int Live { get; set; }

    /// <summary>The mark of the cost model when the step began. Written by whoever works on the lane.</summary>
    internal long StepBegan { get; set; }

    /// <inheritdoc cref="ILaneHost.Memory"/>
    internal MemoryBudget? Memory => _host.Memory;

    internal BufferPool Buffers => _host.Buffers;

    /// <summary>Leases a buffer, such as for the results of one span.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="length">How many elements it must hold.</param>
    /// <returns>An array of at least that length, with anything in it; it goes back by <see cref="Return{T}"/>, once.</returns>
    public T[] Lease<T>(int length) => Buffers.Lease<T>(length);

    /// <summary>Gives a leased buffer back. References in it are cleared.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="buffer">What <see cref="Lease{T}"/> returned; not to be touched any more.</param>
    public void Return<T>(T[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Buffers.Return(buffer);
    }

    /// <summary>Binds a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="next">The folder that takes its results.</param>
    /// <param name="place">Its place in the pipeline: it may stand at several.</param>
    internal Folder<T> Bind<T, TResult>(Stage<T, TResult> stage, Folder<TResult> next, object place)
    {
        _place = place;
        try
        {
            return stage.Bind(next, this);
        }
        finally
        {
            _place = null;
        }
    }

    /// <summary>State that all lanes of one run share for one stage at one place, asked for while the stage is bound; disposed when the run ends, if it is disposable.</summary>
    /// <typeparam name="TState">The state's type. It must be safe to use from several threads.</typeparam>
    /// <param name="stage">The stage that the state belongs to.</param>
    /// <param name="create">Makes the state, once a run. Must not run user code.</param>
    /// <returns>The run's one state for this stage.</returns>
    /// <exception cref="InvalidOperationException">No stage is being bound: ask in <see cref="Stage{T, TResult}.Bind"/>, and keep the state in the folder.</exception>
    public TState Shared<TState>(object stage, Func<TState> create) where TState : class
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(create);
        var place = _place ?? throw new InvalidOperationException("Shared was called outside of Stage.Bind, where it is not known which place in the pipeline the state is for; ask for the state in Bind and keep it in the folder.");
        return _host.Shared(place, stage, create);
    }
}
