namespace Veda.Rx.Sinks;

/// <summary>Gives the key that an element is ranked by; a struct, so that the loop around it is compiled for it.</summary>
internal interface IRank<T, TKey>
{
    TKey Of(T item);
}

/// <summary>Elements rank by themselves.</summary>
internal readonly struct Itself<T> : IRank<T, T>
{
    public T Of(T item) => item;
}

/// <summary>Elements rank by a key.</summary>
internal readonly struct ByKey<T, TKey>(Func<T, TKey> selector) : IRank<T, TKey>
{
    public TKey Of(T item) => selector(item);
}

/// <summary>An element and its key; nothing before the first element.</summary>
internal readonly struct Ranked<T, TKey>(T value, TKey key)
{
    public bool Has { get; } = true;

    public T Value => value;

    public TKey Key => key;
}

/// <summary>The first of the elements with the least, or the greatest, key. Null keys count only if there are no others.</summary>
/// <param name="rank">Gives an element's key.</param>
/// <param name="comparer">Compares keys; null for the default order.</param>
/// <param name="greatest">Which end of the order is meant.</param>
/// <param name="verb">Who asks.</param>
internal sealed class Extreme<T, TKey, TRank>(TRank rank, IComparer<TKey>? comparer, bool greatest, string verb)
    : Reducer<T, Ranked<T, TKey>, T?>
    where TRank : struct, IRank<T, TKey>
{
    public override Grouping Grouping => Grouping.Batch;

    public override Ranked<T, TKey> Identity() => default;

    public override void Fold(ref Ranked<T, TKey> acc, ReadOnlySpan<T> items, long position)
    {
        var best = acc;
        foreach (var item in items)
        {
            var key = rank.Of(item);
            if (!best.Has || Beats(key, best.Key))
                best = new(item, key);
        }
        acc = best;
    }

    public override void Combine(ref Ranked<T, TKey> acc, Ranked<T, TKey> later)
    {
        if (!acc.Has || (later.Has && Beats(later.Key, acc.Key)))
            acc = later;
    }

    public override T? Result(Ranked<T, TKey> acc) =>
        acc.Has || default(T) is null ? acc.Value : throw NoResult.Empty(verb);

    private bool Beats(TKey later, TKey best)
    {
        if (later is null || best is null)
            return later is not null && best is null;
        var order = comparer is null ? Comparer<TKey>.Default.Compare(later, best) : comparer.Compare(later, best);
        return greatest ? order > 0 : order < 0;
    }
}
