namespace Veda.Rx.Fusion;

/// <summary>
/// One operator's transformation of spans of inputs into spans of outputs. Immutable; knows nothing of threads, queues,
/// completion or telemetry. Bound once per lane when it runs in parallel, or once per run when it runs in order at a merge.
/// </summary>
/// <typeparam name="T">The type of the elements taken.</typeparam>
/// <typeparam name="TResult">The type of the elements passed on.</typeparam>
public abstract class Stage<T, TResult>
{
    /// <summary>
    /// Whether every element gives exactly one result and every span exactly one span, so that positions stay known.
    /// </summary>
    public virtual bool OneToOne => false;

    /// <summary>The delegate that it calls for each element, which says more of what that costs than its own type; null for none.</summary>
    internal virtual Delegate? Code => null;

    /// <summary>Makes the folder of one lane.</summary>
    /// <param name="next">The folder that takes the results.</param>
    /// <param name="lane">What the lane's folders share.</param>
    /// <returns>A new folder, whose results go to <paramref name="next"/>.</returns>
    public abstract Folder<T> Bind(Folder<TResult> next, LaneContext lane);
}
