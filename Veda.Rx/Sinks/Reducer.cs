namespace Veda.Rx.Sinks;

/// <summary>How the elements of a reduction may be grouped.</summary>
internal enum Grouping
{
    /// <summary>By leaves: the result depends on the grouping, so it is the same in every run. Floating point, user functions.</summary>
    Leaf,

    /// <summary>By batches, combined in order: any grouping of neighbours gives the same result.</summary>
    Batch,

    /// <summary>By participants, in any order: neither grouping nor order matter.</summary>
    Participant,
}

/// <summary>A reduction: many elements to one value. Immutable; the accumulators hold all state.</summary>
internal abstract class Reducer<T, TAcc, TResult>
{
    /// <summary>How elements may be grouped.</summary>
    public abstract Grouping Grouping { get; }

    /// <summary>An accumulator that has seen nothing.</summary>
    public abstract TAcc Identity();

    /// <summary>Adds elements. Splitting the span differently must not change the result.</summary>
    /// <param name="acc">Where to add them.</param>
    /// <param name="items">Consecutive elements.</param>
    /// <param name="position">The source position of the span, for reductions that remember places.</param>
    public abstract void Fold(ref TAcc acc, ReadOnlySpan<T> items, long position);

    /// <summary>Adds elements as a delegate makes them, if it can; see <see cref="Fusion.Folder{T}.FoldMapped"/>.</summary>
    public virtual bool FoldMapped<TSource>(ref TAcc acc, Func<TSource, T> map, ReadOnlySpan<TSource> items, long position) => false;

    /// <summary>Where the elements at a position end up, if they can be written there at once; see <see cref="Fusion.Folder{T}.Destination"/>.</summary>
    public virtual Span<T> Destination(long position, int count) => default;

    /// <summary>Adds an accumulator of later elements to one of earlier elements.</summary>
    /// <param name="acc">Where to add it.</param>
    /// <param name="later">Used again after <see cref="Clear"/>.</param>
    public abstract void Combine(ref TAcc acc, TAcc later);

    /// <summary>Makes an accumulator that has been combined one that has seen nothing.</summary>
    public virtual void Clear(ref TAcc acc) => acc = Identity();

    /// <summary>Whether the result often needs the first elements only: then batches start small and grow slowly.</summary>
    public virtual bool Cautious => false;

    /// <summary>Whether later elements cannot change the result.</summary>
    public virtual bool IsDecided(in TAcc acc) => false;

    /// <summary>The result; throws if there is none.</summary>
    public abstract TResult Result(TAcc acc);
}
