using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The first element.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>The first element.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: the stream's; on an <c>Unordered()</c> stream that of arrival. The first element ends the run; the stages before it in the pipeline may have been called for some elements behind it. Errors: <see cref="InvalidOperationException"/> if
    /// there is no such element; an error behind that element is not seen; one before it ends the run. Determinism: exact on an ordered stream. Cost: batches start with one element and grow slowly.
    /// </remarks>
    /// <example><code>var x = VedaStream.Range(1, 100).First(x => x * x == 1764).Wait();</code></example>
    public static VedaSingle<T> First<T>(this VedaStream<T> source) =>
        NotNull(source).Reduce(new FirstReducer<T>(null, static () => throw NoResult.Empty(nameof(First))));

    /// <summary>The first element that satisfies a condition.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">The condition. Called by several threads at the same time, at most once for each element.</param>
    /// <inheritdoc cref="First{T}(VedaStream{T})"/>
    public static VedaSingle<T> First<T>(this VedaStream<T> source, Func<T, bool> predicate) =>
        NotNull(source).Reduce(new FirstReducer<T>(NotNull(predicate), static () => throw NoResult.NoMatch(nameof(First))));
}

/// <summary>Takes the first element, and stops the run there.</summary>
/// <param name="predicate">Which elements count; null for all.</param>
/// <param name="otherwise">What to result in, or throw, if there is none.</param>
internal sealed class FirstReducer<T>(Func<T, bool>? predicate, Func<T> otherwise) : Reducer<T, Maybe<T>, T>
{
    public override Grouping Grouping => Grouping.Batch;

    public override bool Cautious => true;

    public override Maybe<T> Identity() => default;

    public override void Fold(ref Maybe<T> acc, ReadOnlySpan<T> items, long position)
    {
        if (acc.Has)
            return;
        foreach (var item in items)
        {
            if (predicate is null || predicate(item))
            {
                acc = new(item);
                return;
            }
        }
    }

    public override void Combine(ref Maybe<T> acc, Maybe<T> later)
    {
        if (!acc.Has)
            acc = later;
    }

    public override bool IsDecided(in Maybe<T> acc) => acc.Has;

    public override T Result(Maybe<T> acc) => acc.Has ? acc.Value : otherwise();
}
