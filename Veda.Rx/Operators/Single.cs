using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The only element.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>The only element.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: the stream's; on an <c>Unordered()</c> stream that of arrival. A second such element ends the run. Errors: <see cref="InvalidOperationException"/> if
    /// there is no such element; an error behind a second such element is not seen; <see cref="InvalidOperationException"/> if there is a second one. Determinism: exact on an ordered stream. Cost: as <c>First</c>, or with a condition as <c>Count</c>.
    /// </remarks>
    /// <example><code>var x = VedaStream.Range(1, 100).Single(x => x * x == 1764).Wait();</code></example>
    public static VedaSingle<T> Single<T>(this VedaStream<T> source) =>
        NotNull(source).Reduce(new SingleReducer<T>(null, static () => throw NoResult.Empty(nameof(Single)), nameof(Single)));

    /// <summary>The only element that satisfies a condition.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">The condition. Called by several threads at the same time, at most once for each element.</param>
    /// <inheritdoc cref="Single{T}(VedaStream{T})"/>
    public static VedaSingle<T> Single<T>(this VedaStream<T> source, Func<T, bool> predicate) =>
        NotNull(source).Reduce(new SingleReducer<T>(NotNull(predicate), static () => throw NoResult.NoMatch(nameof(Single)), nameof(Single)));
}

/// <summary>Takes the only element, and stops the run at a second one.</summary>
/// <param name="predicate">Which elements count; null for all.</param>
/// <param name="otherwise">What to result in, or throw, if there is none.</param>
/// <param name="verb">Who asks.</param>
internal sealed class SingleReducer<T>(Func<T, bool>? predicate, Func<T> otherwise, string verb) : Reducer<T, (int Count, T Value), T>
{
    public override Grouping Grouping => Grouping.Batch;

    public override bool Cautious => predicate is null;

    public override (int Count, T Value) Identity() => default;

    public override void Fold(ref (int Count, T Value) acc, ReadOnlySpan<T> items, long position)
    {
        foreach (var item in items)
        {
            if (acc.Count > 1)
                return;
            if (predicate is null || predicate(item))
                acc = (acc.Count + 1, item);
        }
    }

    public override void Combine(ref (int Count, T Value) acc, (int Count, T Value) later)
    {
        if (later.Count > 0)
            acc = (acc.Count + later.Count, later.Value);
    }

    public override bool IsDecided(in (int Count, T Value) acc) => acc.Count > 1;

    public override T Result((int Count, T Value) acc) => acc.Count switch
    {
        0 => otherwise(),
        1 => acc.Value,
        _ => throw NoResult.TooMany(verb),
    };
}
