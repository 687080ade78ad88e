namespace Veda.Rx.Sources;

/// <summary>A sequence that runs can take batches from. Immutable and cold: every run opens its own cursor.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public abstract class StreamSource<T>
{
    /// <summary>How many elements there will be, if that is known before a run starts; otherwise null.</summary>
    public virtual long? Length => null;

    /// <summary>Starts reading for one run.</summary>
    /// <param name="host">The run's side: to be told when elements arrive later.</param>
    /// <returns>The cursor; the run disposes it.</returns>
    public abstract SourceCursor<T> Open(ISourceHost host);
}
