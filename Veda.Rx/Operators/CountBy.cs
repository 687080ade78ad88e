using System.Runtime.InteropServices;
using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Counts the elements with each key.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="keySelector">Gives an element's key. Called once for each element, by several threads at the same time.</param>
    /// <param name="keyComparer">Compares keys, on several threads at the same time; null for the default comparer.</param>
    /// <returns>The keys with their counts, in the order in which the keys first occur, when the stream before is over.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or <paramref name="keySelector"/> is null.</exception>
    /// <remarks>
    /// Order: that of first occurrence. Positions: new ones. Errors: what a delegate or the stream throws ends the stream, a
    /// null key too, as does a count that an <see cref="int"/> does not hold; there are no results then. Determinism: exact.
    /// Cost: one delegate call and one look-up an element, in parallel, in a dictionary for each worker; those are combined
    /// and sorted at the end.
    /// </remarks>
    /// <example><code>var lengths = new[] { "a", "b", "cc" }.ToVeda().CountBy(x => x.Length).ToList().Wait();</code></example>
    public static VedaStream<KeyValuePair<TKey, int>> CountBy<T, TKey>(
        this VedaStream<T> source, Func<T, TKey> keySelector, IEqualityComparer<TKey>? keyComparer = null)
        where TKey : notnull =>
        NotNull(source).ThenReduced(new KeyCounter<T, TKey>(NotNull(keySelector), keyComparer));
}

internal sealed class KeyCounter<T, TKey>(Func<T, TKey> keySelector, IEqualityComparer<TKey>? comparer)
    : Reducer<T, KeyCounts<TKey>, KeyValuePair<TKey, int>[]>
    where TKey : notnull
{
    public override Grouping Grouping => Grouping.Participant;

    public override KeyCounts<TKey> Identity() => new(comparer);

    public override void Fold(ref KeyCounts<TKey> acc, ReadOnlySpan<T> items, long position)
    {
        acc.MoveTo(position);
        foreach (var item in items)
            acc.Add(keySelector(item));
    }

    public override bool FoldMapped<TSource>(ref KeyCounts<TKey> acc, Func<TSource, T> map, ReadOnlySpan<TSource> items, long position)
    {
        acc.MoveTo(position);
        foreach (var item in items)
            acc.Add(keySelector(map(item)));
        return true;
    }

    public override void Combine(ref KeyCounts<TKey> acc, KeyCounts<TKey> later) => acc.Add(later);

    public override KeyValuePair<TKey, int>[] Result(KeyCounts<TKey> acc) => acc.InOrder();
}

/// <summary>How often each key has occurred, and where first.</summary>
internal sealed class KeyCounts<TKey>(IEqualityComparer<TKey>? comparer) where TKey : notnull
{
    private readonly Dictionary<TKey, Entry> _keys = new(comparer);
    private long _position = -1;   // of the source element that the current elements came from
    private int _ordinal;          // of the next one among those: stages before may have made several of one, or of one span

    /// <summary>The elements that follow came from this source position.</summary>
    public void MoveTo(long position)
    {
        if (position == _position)
            return;
        _position = position;
        _ordinal = 0;
    }

    public void Add(TKey key) => Add(key, new Entry { Count = 1, Ordinal = _ordinal++, Position = _position });

    public void Add(KeyCounts<TKey> other)
    {
        foreach (var (key, theirs) in other._keys)
            Add(key, theirs);
    }

    private void Add(TKey key, in Entry added)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_keys, key, out var exists);
        var count = checked(entry.Count + added.Count);
        if (!exists)
        {
            entry = added;
        }
        else if (added.Position < entry.Position)
        {
            // Earlier batches may come after later ones: whoever claims one may be slow to begin it. Of keys that are equal
            // the one that occurred first counts, and a dictionary keeps the one that it was given first.
            _keys.Remove(key);
            _keys.Add(key, added with { Count = count });
        }
        else
        {
            entry.Count = count;
        }
    }

    public KeyValuePair<TKey, int>[] InOrder()
    {
        var order = _keys.Values.Select(static entry => (entry.Position, entry.Ordinal)).ToArray();
        var counts = _keys.Select(static entry => KeyValuePair.Create(entry.Key, entry.Value.Count)).ToArray();
        Array.Sort(order, counts);
        return counts;
    }

    private struct Entry
    {
        public int Count;
        public int Ordinal;
        public long Position;
    }
}
