using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The element with the greatest key.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="keySelector">Gives an element's key. Called once for each element, by several threads at the same time.</param>
    /// <param name="comparer">Compares keys, on several threads at the same time; null for the default order. Must be a consistent order.</param>
    /// <returns>
    /// The first of the elements with the greatest key, as in LINQ (Rx has a list of them all). Null keys count only if there are
    /// no others; null if there are no elements and the type allows it.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or <paramref name="keySelector"/> is null.</exception>
    /// <remarks>
    /// Order: of equal keys the first counts, on an <c>Unordered()</c> stream any. Errors:
    /// <see cref="InvalidOperationException"/> if there are no elements and the type is not nullable; what the delegate or the
    /// comparer throws. Determinism: exact. Cost: one delegate call and one comparison an element.
    /// </remarks>
    /// <example><code>var word = new[] { "a", "bb", "ccc" }.ToVeda().MaxBy(x => x.Length).Wait();</code></example>
    public static VedaSingle<T?> MaxBy<T, TKey>(this VedaStream<T> source, Func<T, TKey> keySelector, IComparer<TKey>? comparer = null) =>
        NotNull(source).Reduce(new Extreme<T, TKey, ByKey<T, TKey>>(new(NotNull(keySelector)), comparer, greatest: true, nameof(MaxBy)));
}
