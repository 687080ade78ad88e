using Veda.Rx.Batching;
using Veda.Rx.Fusion;

namespace Veda.Rx.Sinks;

/// <summary>What became of a lane's results.</summary>
internal enum Delivery
{
    /// <summary>All of them were taken.</summary>
    Taken,

    /// <summary>Some wait until the consumer has room; it credits the merge then.</summary>
    Blocked,

    /// <summary>The consumer needs no more, of this lane or any other.</summary>
    Enough,
}

/// <summary>What a merge delivers to: one lane at a time, in the merge's order, on whichever participant's thread.</summary>
internal abstract class Sink
{
    /// <summary>The most source elements that may be claimed and not yet delivered; what bounds memory.</summary>
    public abstract long Window { get; }

    /// <summary>The most batches of which the same is true.</summary>
    public virtual int BatchWindow => 1024;

    /// <summary>How many bytes each result takes while it waits in its lane; 0 where lanes hold accumulators, or what is kept anyway.</summary>
    public virtual int BytesEach => 0;

    /// <summary>Whether elements worked on beyond the end of what the consumer takes would be dear: then batches start small and grow slowly.</summary>
    public abstract bool Cautious { get; }

    /// <summary>What to call those that take the results, for people.</summary>
    public abstract string Reader { get; }

    /// <summary>Takes what the lane's outlet holds.</summary>
    public abstract Delivery Deliver(Lane lane);

    /// <summary>Every lane has been delivered: passes on what was held back. False while the consumer has no room for that.</summary>
    public abstract bool TryEnd();

    /// <summary>The one terminal signal.</summary>
    public abstract void Complete(Exception? error);

    /// <summary>The run is over, completed or not: gives buffers back.</summary>
    public abstract void Release();
}

/// <summary>A sink together with the outlets in which lanes collect what it takes.</summary>
internal abstract class Sink<T> : Sink
{
    /// <summary>Makes the outlet of one more lane.</summary>
    public abstract Outlet<T> CreateOutlet(LaneContext lane);
}
