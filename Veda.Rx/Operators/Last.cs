using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The last element.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>The last element.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: the stream's; on an <c>Unordered()</c> stream that of arrival. All elements are run. Errors: <see cref="InvalidOperationException"/> if
    /// there is no such element; any error ends the run. Determinism: exact on an ordered stream. Cost: as <c>Count</c>.
    /// </remarks>
    /// <example><code>var x = VedaStream.Range(1, 100).Last(x => x * x == 1764).Wait();</code></example>
    public static VedaSingle<T> Last<T>(this VedaStream<T> source) =>
        NotNull(source).Reduce(new LastReducer<T>(null, static () => throw NoResult.Empty(nameof(Last))));

    /// <summary>The last element that satisfies a condition.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">The condition. Called by several threads at the same time, at most once for each element.</param>
    /// <inheritdoc cref="Last{T}(VedaStream{T})"/>
    public static VedaSingle<T> Last<T>(this VedaStream<T> source, Func<T, bool> predicate) =>
        NotNull(source).Reduce(new LastReducer<T>(NotNull(predicate), static () => throw NoResult.NoMatch(nameof(Last))));
}

/// <summary>Takes the last element.</summary>
/// <param name="predicate">Which elements count; null for all.</param>
/// <param name="otherwise">What to result in, or throw, if there is none.</param>
internal sealed class LastReducer<T>(Func<T, bool>? predicate, Func<T> otherwise) : Reducer<T, Maybe<T>, T>
{
    public override Grouping Grouping => Grouping.Batch;

    public override Maybe<T> Identity() => default;

    public override void Fold(ref Maybe<T> acc, ReadOnlySpan<T> items, long position)
    {
        if (predicate is null)
        {
            if (!items.IsEmpty)
                acc = new(items[^1]);
            return;
        }
        foreach (var item in items)
        {
            if (predicate(item))
                acc = new(item);
        }
    }

    public override void Combine(ref Maybe<T> acc, Maybe<T> later)
    {
        if (later.Has)
            acc = later;
    }

    public override T Result(Maybe<T> acc) => acc.Has ? acc.Value : otherwise();
}
