namespace Veda.Rx.Fusion;

/// <summary>What the lanes of one segment have in common.</summary>
internal interface ILaneHost
{
    /// <inheritdoc cref="LaneContext.IsStopped"/>
    bool IsStopped { get; }

    /// <inheritdoc cref="LaneContext.Shared"/>
    TState Shared<TState>(object stage, Func<TState> create) where TState : class;
}

/// <summary>The host of stages that run at a merge, where there is one lane.</summary>
internal sealed class MergeLaneHost : ILaneHost
{
    private SharedState _shared;

    public bool IsStopped => _shared.IsDisposed;

    public TState Shared<TState>(object stage, Func<TState> create) where TState : class => _shared.Get(this, stage, create);
}
