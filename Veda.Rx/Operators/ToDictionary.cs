using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Collects all elements into a dictionary, by a key and with a value of each.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="keySelector">Gives an element's key. Called once for each element, by several threads at the same time.</param>
    /// <param name="elementSelector">Gives an element's value. Called once for each element, by several threads at the same time.</param>
    /// <param name="comparer">Compares keys, on one thread at a time; null for the default comparer.</param>
    /// <returns>A new dictionary for every run, filled in the stream's order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or a selector is null.</exception>
    /// <remarks>
    /// Order: the stream's. Errors: a key that is there already ends the run with <see cref="ArgumentException"/> at its
    /// position, a null key with <see cref="ArgumentNullException"/>; no dictionary then. Cost: keys and values are made in
    /// parallel, the dictionary is filled in order, by one thread at a time.
    /// </remarks>
    /// <example><code>var byLength = new[] { "a", "bb" }.ToVeda().ToDictionary(x => x.Length, x => x).Wait();</code></example>
    public static VedaSingle<Dictionary<TKey, TValue>> ToDictionary<T, TKey, TValue>(
        this VedaStream<T> source, Func<T, TKey> keySelector, Func<T, TValue> elementSelector, IEqualityComparer<TKey>? comparer = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        NotNull(keySelector);
        NotNull(elementSelector);
        return source.Map(item => KeyValuePair.Create(keySelector(item), elementSelector(item))).ToDictionary(comparer);
    }

    /// <summary>Collects all elements into a dictionary by a key.</summary>
    /// <inheritdoc cref="ToDictionary{T, TKey, TValue}(VedaStream{T}, Func{T, TKey}, Func{T, TValue}, IEqualityComparer{TKey})"/>
    public static VedaSingle<Dictionary<TKey, T>> ToDictionary<T, TKey>(
        this VedaStream<T> source, Func<T, TKey> keySelector, IEqualityComparer<TKey>? comparer = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        NotNull(keySelector);
        return source.Map(item => KeyValuePair.Create(keySelector(item), item)).ToDictionary(comparer);
    }

    /// <summary>Collects pairs of key and value into a dictionary.</summary>
    /// <inheritdoc cref="ToDictionary{T, TKey, TValue}(VedaStream{T}, Func{T, TKey}, Func{T, TValue}, IEqualityComparer{TKey})"/>
    public static VedaSingle<Dictionary<TKey, TValue>> ToDictionary<TKey, TValue>(
        this VedaStream<(TKey Key, TValue Value)> source, IEqualityComparer<TKey>? comparer = null)
        where TKey : notnull =>
        NotNull(source).Map(static pair => KeyValuePair.Create(pair.Key, pair.Value)).ToDictionary(comparer);

    /// <summary>Collects pairs of key and value into a dictionary.</summary>
    /// <inheritdoc cref="ToDictionary{T, TKey, TValue}(VedaStream{T}, Func{T, TKey}, Func{T, TValue}, IEqualityComparer{TKey})"/>
    public static VedaSingle<Dictionary<TKey, TValue>> ToDictionary<TKey, TValue>(
        this VedaStream<KeyValuePair<TKey, TValue>> source, IEqualityComparer<TKey>? comparer = null)
        where TKey : notnull =>
        NotNull(source).Consume<Dictionary<TKey, TValue>>(
            observer => new OrderedFold<KeyValuePair<TKey, TValue>, Dictionary<TKey, TValue>, Dictionary<TKey, TValue>>(
                new(comparer), Put, static dictionary => dictionary, observer));

    private static Dictionary<TKey, TValue> Put<TKey, TValue>(Dictionary<TKey, TValue> dictionary, KeyValuePair<TKey, TValue> pair)
        where TKey : notnull
    {
        dictionary.Add(pair.Key, pair.Value);
        return dictionary;
    }
}
