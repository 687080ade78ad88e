using Veda.Rx.Internal;

namespace Veda.Rx.Fusion;

/// <summary>What the folders of one lane share: the position they are working on, buffers, and per-run state of stages.</summary>
public sealed class LaneContext
{
    private readonly SharedState _shared;
    private readonly IStepClock? _clock;

    internal LaneContext(BufferPool buffers, SharedState shared, IStepClock? clock = null)
    {
        Buffers = buffers;
        _shared = shared;
        _clock = clock;
    }

    /// <summary>
    /// The stream position of the first element of the span that the lane folds now, counted from the source. Stages that
    /// come after one-to-one stages only can add an index in their span to it.
    /// </summary>
    public long Position { get; internal set; }

    /// <summary>Whether the run is over, so that nothing a lane still computes can be delivered.</summary>
    public bool IsStopped => _shared.IsDisposed;

    /// <summary>
    /// Whether the step under way has taken long: a stage that reads a sequence of its own should then let out what it has.
    /// Looks at the clock, so not for every element.
    /// </summary>
    internal bool IsStepLong => _clock is not null && _clock.IsLong(StepBegan);

    /// <summary>The mark of the cost model when the step began. Written by whoever works on the lane.</summary>
    internal long StepBegan { get; set; }

    internal BufferPool Buffers { get; }

    /// <summary>State that all lanes of one run share for one stage; disposed when the run ends, if it is disposable.</summary>
    /// <typeparam name="TState">The state's type. It must be safe to use from several threads.</typeparam>
    /// <param name="stage">The stage that the state belongs to.</param>
    /// <param name="create">Makes the state, once a run. Must not run user code.</param>
    /// <returns>The run's one state for this stage.</returns>
    public TState Shared<TState>(object stage, Func<TState> create) where TState : class => _shared.Get(stage, create);
}
