namespace Veda.Rx.Fusion;

/// <summary>
/// One stage's private instance in one lane: takes spans of elements and passes its results on to the next folder. Used by
/// one thread at a time; never concurrently with itself.
/// </summary>
/// <remarks>
/// A folder that can turn one element into many suspends when <see cref="Room"/> of the next folder is spent: it keeps what
/// is left to itself, reports no room, and goes on in <see cref="Resume"/>. When a delegate throws, a folder first passes on
/// the results that lie before the error, then lets the exception through: a later stage may fail at a lower position, and
/// then its exception is the one that counts. Whatever a folder still holds when an exception passes through it, from
/// <see cref="Fold"/> or <see cref="Resume"/> of the next one, lies behind the error: it drops that.
/// </remarks>
/// <typeparam name="T">The type of the elements taken.</typeparam>
public abstract class Folder<T>
{
    /// <summary>How many elements <see cref="Fold"/> takes now; 0 while suspended.</summary>
    public abstract int Room { get; }

    /// <summary>Whether nothing more is wanted, whatever comes.</summary>
    public abstract bool Done { get; }

    /// <summary>Whether this folder, or one behind it, may be done before its input is: then work far ahead of it should be hesitant.</summary>
    public virtual bool MayEndEarly => false;

    /// <summary>Takes all of <paramref name="items"/>, at most <see cref="Room"/> of them. The span is valid during the call only.</summary>
    public abstract void Fold(ReadOnlySpan<T> items);

    /// <summary>
    /// Takes the results of <paramref name="map"/> one by one, as they are made, if it looks at each alone anyway: then they need no
    /// place in between, which is dear for those that hold references.
    /// </summary>
    /// <returns>Whether it does; otherwise nothing has been called, and <see cref="Fold"/> takes them as a span.</returns>
    internal virtual bool FoldMapped<TSource>(Func<TSource, T> map, ReadOnlySpan<TSource> items) => false;

    /// <summary>
    /// Where the span of the next <see cref="Fold"/> may be written so that it need not be copied; empty if it makes no
    /// difference. Whoever uses it passes the beginning of it on, and nothing else in between.
    /// </summary>
    /// <param name="count">The most elements that will be passed on.</param>
    /// <returns>Room for so many elements, or an empty span.</returns>
    public virtual Span<T> Destination(int count) => default;

    /// <summary>Continues what was suspended, as far as there is room.</summary>
    /// <returns>Whether nothing is left suspended.</returns>
    public abstract bool Resume();

    /// <summary>The input is over: passes on what was held back. Called at the merge only, once, with room for one result.</summary>
    public abstract void End();

    /// <summary>Gives buffers and open inner sequences back, and forgets the batch. The folder can be used again.</summary>
    public abstract void Release();

    /// <summary>The batch is finished but must wait for its turn at the merge: gives back buffers that hold none of its results.</summary>
    public virtual void Rest()
    {
    }

    /// <summary>Forgets the batch before the next one; buffers that hold no references to its elements may stay.</summary>
    public virtual void Reset() => Release();
}

/// <summary>A folder in the middle of a chain; by default everything but <see cref="Folder{T}.Fold"/> is passed through.</summary>
/// <typeparam name="T">The type of the elements taken.</typeparam>
/// <typeparam name="TResult">The type of the elements passed on.</typeparam>
/// <param name="next">The folder that takes the results.</param>
public abstract class Folder<T, TResult>(Folder<TResult> next) : Folder<T>
{
    /// <summary>The folder that takes the results.</summary>
    protected Folder<TResult> Next => next;

    /// <inheritdoc/>
    public override int Room => next.Room;

    /// <inheritdoc/>
    public override bool Done => next.Done;

    /// <inheritdoc/>
    public override bool MayEndEarly => next.MayEndEarly;

    /// <inheritdoc/>
    public override bool Resume() => next.Resume();

    /// <inheritdoc/>
    public override void End() => next.End();

    /// <inheritdoc/>
    public override void Rest() => next.Rest();

    /// <inheritdoc/>
    public override void Release() => next.Release();
}
