using System.Runtime.ExceptionServices;
using Veda.Rx.Internal;

namespace Veda.Rx.Fusion;

/// <summary>What the lanes of one segment have in common.</summary>
internal interface ILaneHost
{
    /// <summary>Where lanes lease their buffers.</summary>
    BufferPool Buffers { get; }

    /// <summary>What bounds the bytes of results that wait in lanes; null for nothing.</summary>
    MemoryBudget? Memory { get; }

    /// <inheritdoc cref="LaneContext.IsStopped"/>
    bool IsStopped { get; }

    /// <summary>Whether a step has taken so long that what it has should get out.</summary>
    /// <param name="began">The mark of the segment's cost model at its beginning.</param>
    bool IsLong(long began);

    /// <summary>The state of a stage at a place in the pipeline: the same stage may stand at several.</summary>
    TState Shared<TState>(object place, object stage, Func<TState> create) where TState : class;
}

/// <summary>The host of a stage that runs at a merge, where there is one lane. The segment ends it with its own shared state.</summary>
internal sealed class MergeLaneHost(BufferPool buffers) : ILaneHost, IDisposable
{
    private SharedState _shared;

    public BufferPool Buffers => buffers;

    // A stage at the merge holds no results: they are delivered as they are made.
    public MemoryBudget? Memory => null;

    public bool IsStopped => _shared.IsDisposed;

    // What a stage at the merge passes on is delivered already.
    public bool IsLong(long began) => false;

    public TState Shared<TState>(object place, object stage, Func<TState> create) where TState : class => _shared.Get(this, (place, stage), create);

    public void Dispose()
    {
        if (_shared.Dispose(this) is { } error)
            ExceptionDispatchInfo.Throw(error);
    }
}
