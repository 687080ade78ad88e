using Veda.Rx.Batching;

namespace Veda.Rx.Sources;

/// <summary>What a claim found.</summary>
public enum Claim
{
    /// <summary>The batch holds at least one element, or an error.</summary>
    Taken,

    /// <summary>Nothing is ready now; the cursor signals its host when something is.</summary>
    NotReady,

    /// <summary>There are no more elements.</summary>
    Ended,

    /// <summary>Elements were passed over and none is left of them, but more may be there at once: ask again.</summary>
    Skipped,
}

/// <summary>
/// One run's place in a source. <see cref="TryClaim"/> and <see cref="Dispose"/> are never called at the same time, nor by two
/// threads; <see cref="Read"/> may be called for different batches at the same time.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public abstract class SourceCursor<T> : IDisposable
{
    /// <summary>How many elements are left to claim, or null if unknown.</summary>
    public virtual long? Remaining => null;

    /// <summary>Which of several sources that it reads side by side it reads now, or did last, for people; null where there are not several. Any thread.</summary>
    internal virtual string? Side => null;

    /// <summary>Everything is wired: a source that pushes subscribes now, one that reads others begins them. Called once; claims, and <see cref="Dispose"/>, may come before it or while it runs.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Takes the next elements.</summary>
    /// <param name="batch">Receives position, count, and the elements where the source must be read in order.</param>
    /// <param name="max">The most elements to take; at least 1.</param>
    /// <returns>What was found. An exception that the source throws goes into the batch, behind the elements before it.</returns>
    public abstract Claim TryClaim(Batch<T> batch, int max);

    /// <summary>
    /// What a thread does for claims to come when it cannot claim now, mostly since another one does: reading ahead. May be called by several threads at the same time, and at the same time
    /// as everything else, also before <see cref="Begin"/> and behind <see cref="Dispose"/>. What it throws ends the run at once; what belongs to a place in the source is better kept for the claim that comes to it.
    /// </summary>
    /// <returns>Whether anything was done, so that it should try to claim again. False as soon as enough has been done.</returns>
    public virtual bool TryReadAhead() => false;

    /// <summary>The elements of a claimed batch; called by the lane that works on it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="start">Index of the first element in the batch.</param>
    /// <param name="count">How many elements; at most <see cref="Fusion.Leaf.Size"/>.</param>
    /// <returns>The elements, valid until the next call for the same batch.</returns>
    public virtual ReadOnlySpan<T> Read(Batch<T> batch, int start, int count) => batch.Buffer(start + count).AsSpan(start, count);

    /// <summary>Ends reading. Called once: at the end of the source, or when the run needs no more.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
