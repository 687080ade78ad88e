using System.Runtime.ExceptionServices;

namespace Veda.Rx.Fusion;

/// <summary>What the lanes of one segment have in common.</summary>
internal interface ILaneHost
{
    /// <inheritdoc cref="LaneContext.IsStopped"/>
    bool IsStopped { get; }

    /// <inheritdoc cref="LaneContext.Shared"/>
    TState Shared<TState>(object stage, Func<TState> create) where TState : class;
}

/// <summary>The host of a stage that runs at a merge, where there is one lane. The segment ends it with its own shared state.</summary>
internal sealed class MergeLaneHost : ILaneHost, IDisposable
{
    private SharedState _shared;

    public bool IsStopped => _shared.IsDisposed;

    public TState Shared<TState>(object stage, Func<TState> create) where TState : class => _shared.Get(this, stage, create);

    public void Dispose()
    {
        if (_shared.Dispose(this) is { } error)
            ExceptionDispatchInfo.Throw(error);
    }
}
