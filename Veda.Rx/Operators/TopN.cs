using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The elements with the largest keys, largest first: what <c>OrderByDescending(keySelector).Take(count)</c> gives.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="count">How many elements at most; none if it is not positive.</param>
    /// <param name="keySelector">Gives an element's key. Called once for each element, by several threads at the same time.</param>
    /// <param name="comparer">Compares keys, on several threads at the same time; null for the default order. Must be a consistent order.</param>
    /// <returns>The elements, when the stream before is over; those with equal keys in the stream's order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or <paramref name="keySelector"/> is null.</exception>
    /// <remarks>
    /// Order: by key, and stable; on an <c>Unordered()</c> stream equal keys come in any order. Positions: new ones. Errors: what
    /// a delegate, the comparer or the stream throws ends the stream, and there are no results. Determinism: exact. Cost: one
    /// delegate call and one comparison an element, more for those that are among the largest so far; memory for
    /// <paramref name="count"/> elements a batch in flight.
    /// </remarks>
    /// <example><code>var longest = new[] { "a", "ccc", "bb" }.ToVeda().TopN(2, x => x.Length).ToList().Wait();</code></example>
    public static VedaStream<T> TopN<T, TKey>(this VedaStream<T> source, int count, Func<T, TKey> keySelector, IComparer<TKey>? comparer = null) =>
        NotNull(source).ThenReduced(new TopReducer<T, TKey>(count, NotNull(keySelector), comparer ?? Comparer<TKey>.Default));

    /// <summary>The largest elements, largest first.</summary>
    /// <inheritdoc cref="TopN{T, TKey}(VedaStream{T}, int, Func{T, TKey}, IComparer{TKey})"/>
    public static VedaStream<T> TopN<T>(this VedaStream<T> source, int count, IComparer<T>? comparer = null) =>
        source.TopN(count, static item => item, comparer);
}

internal sealed class TopReducer<T, TKey>(int count, Func<T, TKey> keySelector, IComparer<TKey> comparer) : Reducer<T, Top<T, TKey>?, T[]>
{
    public override Grouping Grouping => Grouping.Batch;

    public override Top<T, TKey>? Identity() => null;   // most batches of a run begin with none: made when there is an element

    public override void Fold(ref Top<T, TKey>? acc, ReadOnlySpan<T> items, long position)
    {
        acc ??= Create();
        foreach (var item in items)
            acc.Add(item, keySelector(item));
    }

    public override void Combine(ref Top<T, TKey>? acc, Top<T, TKey>? later)
    {
        if (later is not null)
            (acc ??= Create()).Add(later);
    }

    public override void Clear(ref Top<T, TKey>? acc) => acc?.Clear();

    public override T[] Result(Top<T, TKey>? acc) => acc?.Descending() ?? [];

    private Top<T, TKey> Create() => new(Math.Max(count, 0), comparer);
}

/// <summary>The elements with the largest keys of all that were added: a heap with the least of them on top.</summary>
internal sealed class Top<T, TKey> : IComparer<(TKey Key, long Ordinal)>
{
    private readonly int _count;
    private readonly IComparer<TKey> _comparer;
    private readonly PriorityQueue<T, (TKey Key, long Ordinal)> _heap;
    private long _seen;   // elements so far; numbers the next

    public Top(int count, IComparer<TKey> comparer)
    {
        _count = count;
        _comparer = comparer;
        _heap = new(this);
    }

    public void Add(T item, TKey key) => Add(item, key, _seen++);

    /// <summary>Adds what later elements have on top.</summary>
    public void Add(Top<T, TKey> later)
    {
        foreach (var (item, (key, ordinal)) in later._heap.UnorderedItems)
            Add(item, key, _seen + ordinal);
        _seen += later._seen;
    }

    public void Clear()
    {
        _heap.Clear();
        _seen = 0;
    }

    public T[] Descending()
    {
        var items = new T[_heap.Count];
        for (var i = items.Length - 1; i >= 0; i--)
            items[i] = _heap.Dequeue();
        return items;
    }

    /// <summary>Smaller keys come first, and of equal ones those of later elements: the first is the one to go.</summary>
    public int Compare((TKey Key, long Ordinal) x, (TKey Key, long Ordinal) y) =>
        _comparer.Compare(x.Key, y.Key) is not 0 and var order ? order : y.Ordinal.CompareTo(x.Ordinal);

    private void Add(T item, TKey key, long ordinal)
    {
        if (_heap.Count < _count)
            _heap.Enqueue(item, (key, ordinal));
        else if (_count > 0)
            _heap.EnqueueDequeue(item, (key, ordinal));
    }
}
