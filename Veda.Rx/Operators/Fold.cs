using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Folds groups of neighbouring elements in parallel, each onto an accumulator of its own, and combines those in order.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TAcc">The type of the accumulators.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="identity">Makes an accumulator that has seen nothing and changes nothing when it is combined. Called once for each group, by several threads at the same time.</param>
    /// <param name="step">Adds an element to an accumulator: the elements of a group in order, by one thread at a time; different groups at the same time. May change the accumulator it is given and return it.</param>
    /// <param name="combine">Adds the accumulator of later elements to that of earlier ones, by one thread at a time. Must be associative.</param>
    /// <returns>The last accumulator; that of <paramref name="identity"/> for an empty stream.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Groups: on an ordered stream the leaves of 1,024 source positions; on an <c>Unordered()</c> stream one for
    /// each worker and the whole run, fed and combined in any order, which is cheaper where accumulators are large, such as
    /// dictionaries.
    /// Determinism: on an ordered stream the calls, and so the last bit of floating-point results, are the same for any number
    /// of workers and any batch size. Errors: what a delegate throws ends the run at its position. Cost: one delegate call an
    /// element, two a group.
    /// </remarks>
    /// <example><code>
    /// var (sum, squares) = VedaStream.Range(1, 100).Map(x => (double)x)
    ///     .Fold(() => (0.0, 0.0), (a, x) => (a.Item1 + x, a.Item2 + x * x), (a, b) => (a.Item1 + b.Item1, a.Item2 + b.Item2))
    ///     .Wait();
    /// </code></example>
    public static VedaSingle<TAcc> Fold<T, TAcc>(
        this VedaStream<T> source, Func<TAcc> identity, Func<TAcc, T, TAcc> step, Func<TAcc, TAcc, TAcc> combine) =>
        NotNull(source).Reduce(new FoldReducer<T, TAcc>(NotNull(identity), NotNull(step), NotNull(combine), source.Settings.Ordered));

    /// <summary>Folds groups of neighbouring elements in parallel, each into a mutable accumulator of its own, and combines those in order.</summary>
    /// <inheritdoc cref="Fold{T, TAcc}(VedaStream{T}, Func{TAcc}, Func{TAcc, T, TAcc}, Func{TAcc, TAcc, TAcc})"/>
    /// <example><code>
    /// var distinct = VedaStream.Range(0, 1_000).Map(x => x % 10)
    ///     .Fold(() => new HashSet&lt;int>(), (set, x) => set.Add(x), (set, later) => set.UnionWith(later))
    ///     .Wait();
    /// </code></example>
    public static VedaSingle<TAcc> Fold<T, TAcc>(
        this VedaStream<T> source, Func<TAcc> identity, Action<TAcc, T> step, Action<TAcc, TAcc> combine) where TAcc : class
    {
        ArgumentNullException.ThrowIfNull(source);
        NotNull(identity);
        NotNull(step);
        NotNull(combine);
        return source.Fold(identity, Stepped, Combined);

        TAcc Stepped(TAcc acc, T item)
        {
            step(acc, item);
            return acc;
        }

        TAcc Combined(TAcc acc, TAcc later)
        {
            combine(acc, later);
            return acc;
        }
    }
}

internal sealed class FoldReducer<T, TAcc>(
    Func<TAcc> identity, Func<TAcc, T, TAcc> step, Func<TAcc, TAcc, TAcc> combine, bool ordered)
    : LeafReducer<T, Maybe<TAcc>, TAcc>(ordered)
{
    // Nothing until the first element: `identity` is user code and must not run where its exception would have no position.
    public override Maybe<TAcc> Identity() => default;

    public override void Fold(ref Maybe<TAcc> acc, ReadOnlySpan<T> items, long position)
    {
        if (items.IsEmpty)
            return;
        var value = acc.Has ? acc.Value : identity();
        foreach (var item in items)
            value = step(value, item);
        acc = new(value);
    }

    public override void Combine(ref Maybe<TAcc> acc, Maybe<TAcc> later)
    {
        if (later.Has)
            acc = acc.Has ? new(combine(acc.Value, later.Value)) : later;
    }

    public override TAcc Result(Maybe<TAcc> acc) => acc.Has ? acc.Value : identity();
}
