using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Veda.Rx.Internal;
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

    /// <summary>Counts the elements with each text in UTF-8, or each other run of bytes. Those are equal that have the same bytes.</summary>
    /// <returns>
    /// The keys with their counts, in the order in which the keys first occur, when the stream before is over. A key is a copy, made where
    /// it first occurs, so that it keeps no block of a file; nothing is allocated for the others.
    /// </returns>
    /// <inheritdoc cref="CountBy{T, TKey}(VedaStream{T}, Func{T, TKey}, IEqualityComparer{TKey})"/>
    /// <example><code>var status = VedaStream.Utf8Lines("access.log").CountBy(line => line[^3..]).TopN(5, pair => pair.Value).ToList().Wait();</code></example>
    public static VedaStream<KeyValuePair<ReadOnlyMemory<byte>, int>> CountBy<T>(this VedaStream<T> source, Func<T, ReadOnlyMemory<byte>> keySelector) =>
        NotNull(source).ThenReduced(new BytesCounter<T>(NotNull(keySelector)));
}

internal sealed class KeyCounter<T, TKey>(Func<T, TKey> keySelector, IEqualityComparer<TKey>? comparer)
    : Reducer<T, KeyCounts<TKey>, KeyValuePair<TKey, int>[]>
    where TKey : notnull
{
    public override Grouping Grouping => Grouping.Participant;

    public override KeyCounts<TKey> Identity() => new(comparer);

    public override void Fold(ref KeyCounts<TKey> acc, ReadOnlySpan<T> items, long position)
    {
        var counts = acc;
        var ordinal = counts.OrdinalAt(position);
        foreach (var item in items)
            counts.Add(keySelector(item), position, ordinal++);
        counts.Ended(position, ordinal);
    }

    public override bool FoldMapped<TSource>(ref KeyCounts<TKey> acc, Func<TSource, T> map, ReadOnlySpan<TSource> items, long position)
    {
        var counts = acc;
        var ordinal = counts.OrdinalAt(position);
        foreach (var item in items)
            counts.Add(keySelector(map(item)), position, ordinal++);
        counts.Ended(position, ordinal);
        return true;
    }

    public override void Combine(ref KeyCounts<TKey> acc, KeyCounts<TKey> later) => acc.Add(later);

    public override KeyValuePair<TKey, int>[] Result(KeyCounts<TKey> acc) => acc.InOrder();
}

/// <summary>The same for keys that are bytes.</summary>
internal sealed class BytesCounter<T>(Func<T, ReadOnlyMemory<byte>> keySelector) : Reducer<T, KeyCounts<Bytes>, KeyValuePair<ReadOnlyMemory<byte>, int>[]>
{
    public override Grouping Grouping => Grouping.Participant;

    public override KeyCounts<Bytes> Identity() => new(comparer: null, static key => key.Copied());

    public override void Fold(ref KeyCounts<Bytes> acc, ReadOnlySpan<T> items, long position) => FoldMapped(ref acc, static item => item, items, position);

    public override bool FoldMapped<TSource>(ref KeyCounts<Bytes> acc, Func<TSource, T> map, ReadOnlySpan<TSource> items, long position)
    {
        var counts = acc;
        var ordinal = counts.OrdinalAt(position);
        foreach (var item in items)
            counts.Add(new Bytes(keySelector(map(item))), position, ordinal++);
        counts.Ended(position, ordinal);
        return true;
    }

    public override void Combine(ref KeyCounts<Bytes> acc, KeyCounts<Bytes> later) => acc.Add(later);

    public override KeyValuePair<ReadOnlyMemory<byte>, int>[] Result(KeyCounts<Bytes> acc) =>
        [.. acc.InOrder().Select(static pair => KeyValuePair.Create(pair.Key.Memory, pair.Value))];
}

/// <summary>How often each key has occurred, and where first.</summary>
/// <param name="comparer">Compares keys.</param>
/// <param name="copy">Makes the key that is kept of one that is only lent; null where all can be kept.</param>
internal sealed class KeyCounts<TKey>(IEqualityComparer<TKey>? comparer, Func<TKey, TKey>? copy = null) where TKey : notnull
{
    private readonly Dictionary<TKey, Entry> _keys = new(comparer);
    private long _position = -1;   // of the source element that the last elements came from
    private int _ordinal;          // of the next one among those: stages before may have made several of one, or of one span

    /// <summary>The number of the next element that came from this source position.</summary>
    public int OrdinalAt(long position) => position == _position ? _ordinal : 0;

    /// <summary>The number of the next one. Not written for every element: another participant's counts may lie in the same cache line.</summary>
    public void Ended(long position, int ordinal) => (_position, _ordinal) = (position, ordinal);

    /// <summary>Counts an element. Most have a key that is there; what the others need is kept out of the loop that this becomes a part of.</summary>
    public void Add(TKey key, long position, int ordinal)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_keys, key, out var exists);
        if (exists && position >= entry.Position)
            entry.Count = checked(entry.Count + 1);
        else
            Begin(ref entry, exists, key, new Entry { Count = checked(entry.Count + 1), Ordinal = ordinal, Position = position });
    }

    public void Add(KeyCounts<TKey> other)
    {
        foreach (var (key, theirs) in other._keys)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_keys, key, out var exists);
            var count = checked(entry.Count + theirs.Count);
            if (exists && theirs.Position >= entry.Position)
                entry.Count = count;
            else
                Begin(ref entry, exists, key, theirs with { Count = count });
        }
    }

    /// <summary>Keeps what is known of a key's first occurrence so far.</summary>
    /// <remarks>
    /// Earlier batches may come after later ones: whoever claims one may be slow to begin it. Of keys that are equal
    /// the one that occurred first counts, and a dictionary keeps the one that it was given first.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Begin(ref Entry entry, bool exists, TKey key, in Entry first)
    {
        if (!exists && copy is null)
        {
            entry = first;
            return;
        }
        _keys.Remove(key);
        _keys.Add(copy is null ? key : copy(key), first);
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
