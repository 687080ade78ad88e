using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Combines all elements in parallel with an associative function.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="combine">Combines earlier elements with later ones; must be associative. Called by several threads at the same time, for different leaves.</param>
    /// <returns>The combined elements.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept, but not on <c>Unordered()</c> streams: there the function must be commutative too. Determinism: on an ordered
    /// stream every leaf of 1,024 source positions is combined from left to right and the leaves then in order, so the last bit
    /// of floating-point results is the same for any number of workers and any batch size. Errors: what the function throws ends the run
    /// at its position; <see cref="InvalidOperationException"/> if there are no elements. Cost: one delegate call an element. A
    /// function that is not associative belongs in <see cref="Aggregate{T}(VedaStream{T}, Func{T, T, T})"/>.
    /// </remarks>
    /// <example><code>var longest = new[] { "a", "bb" }.ToVeda().Reduce((x, y) => y.Length > x.Length ? y : x).Wait();</code></example>
    public static VedaSingle<T> Reduce<T>(this VedaStream<T> source, Func<T, T, T> combine) =>
        NotNull(source).Reduce(new ElementReducer<T>(NotNull(combine), source.Settings.Ordered));
}

internal sealed class ElementReducer<T>(Func<T, T, T> combine, bool ordered) : LeafReducer<T, Maybe<T>, T>(ordered)
{
    public override Maybe<T> Identity() => default;

    public override void Fold(ref Maybe<T> acc, ReadOnlySpan<T> items, long position)
    {
        if (items.IsEmpty)
            return;
        var value = acc.Has ? combine(acc.Value, items[0]) : items[0];
        foreach (var item in items[1..])
            value = combine(value, item);
        acc = new(value);
    }

    public override void Combine(ref Maybe<T> acc, Maybe<T> later)
    {
        if (later.Has)
            acc = acc.Has ? new(combine(acc.Value, later.Value)) : later;
    }

    public override T Result(Maybe<T> acc) => acc.Has ? acc.Value : throw NoResult.Empty(nameof(VedaStream.Reduce));
}
