using System.Runtime.InteropServices;
using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Applies a function to an accumulator for each key and every element with that key in turn, as LINQ does.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TAcc">The type of the accumulators.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="keySelector">Gives an element's key. Called once for each element, by several threads at the same time.</param>
    /// <param name="seedSelector">Gives a key's first accumulator. Called once for each key, in order, by one thread at a time.</param>
    /// <param name="func">Gives the next accumulator. Called once for each element, in order, by one thread at a time; need not be associative.</param>
    /// <param name="keyComparer">Compares keys, on one thread at a time; null for the default comparer.</param>
    /// <returns>The keys with their last accumulators, in the order in which the keys first occur, when the stream before is over.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or a function is null.</exception>
    /// <remarks>
    /// Order: that of first occurrence. Positions: new ones. Errors: what a delegate or the stream throws, a null key too, ends
    /// the stream, and there are no results. Determinism: that of the function. Cost: the stages before and
    /// <paramref name="keySelector"/> run in parallel, the rest does not; for plain counts <c>CountBy</c> does too.
    /// </remarks>
    /// <example><code>var totals = new[] { "a", "b", "cc" }.ToVeda().AggregateBy(x => x.Length, 0, (n, x) => n + x[0]).ToList().Wait();</code></example>
    public static VedaStream<KeyValuePair<TKey, TAcc>> AggregateBy<T, TKey, TAcc>(
        this VedaStream<T> source, Func<T, TKey> keySelector, Func<TKey, TAcc> seedSelector, Func<TAcc, T, TAcc> func, IEqualityComparer<TKey>? keyComparer = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        NotNull(keySelector);
        NotNull(seedSelector);
        NotNull(func);
        return source.Map(item => (Key: keySelector(item), Item: item)).ThenConsumed<(TKey Key, T Item), KeyValuePair<TKey, TAcc>>(observer =>
            new OrderedFold<(TKey Key, T Item), Dictionary<TKey, TAcc>, KeyValuePair<TKey, TAcc>[]>(
                new(keyComparer), Step, static groups => [.. groups], observer));

        Dictionary<TKey, TAcc> Step(Dictionary<TKey, TAcc> groups, (TKey Key, T Item) keyed)
        {
            ref var acc = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, keyed.Key, out var exists);
            acc = func(exists ? acc! : seedSelector(keyed.Key), keyed.Item);
            return groups;
        }
    }

    /// <param name="source">The stream.</param>
    /// <param name="keySelector">Gives an element's key. Called once for each element, by several threads at the same time.</param>
    /// <param name="seed">Every key's first accumulator.</param>
    /// <param name="func">Gives the next accumulator. Called once for each element, in order, by one thread at a time; need not be associative.</param>
    /// <param name="keyComparer">Compares keys, on one thread at a time; null for the default comparer.</param>
    /// <inheritdoc cref="AggregateBy{T, TKey, TAcc}(VedaStream{T}, Func{T, TKey}, Func{TKey, TAcc}, Func{TAcc, T, TAcc}, IEqualityComparer{TKey})"/>
    public static VedaStream<KeyValuePair<TKey, TAcc>> AggregateBy<T, TKey, TAcc>(
        this VedaStream<T> source, Func<T, TKey> keySelector, TAcc seed, Func<TAcc, T, TAcc> func, IEqualityComparer<TKey>? keyComparer = null)
        where TKey : notnull =>
        source.AggregateBy(keySelector, _ => seed, func, keyComparer);
}
