using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Applies a function to an accumulator and every element in turn, as LINQ does; the function need not be associative.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TAcc">The type of the accumulator.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="seed">The first accumulator.</param>
    /// <param name="func">Gives the next accumulator. Called once for each element, in order, by one thread at a time, but not always the same one.</param>
    /// <param name="resultSelector">Makes the result of the last accumulator. Called once, at the end, by one thread.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or a function is null.</exception>
    /// <remarks>
    /// Order: the stream's (on an <c>Unordered()</c> stream the order of arrival). Errors: what a function throws ends the run at
    /// its position. Determinism: that of the function. Cost: the stages before it run in parallel, the function itself does
    /// not; <see cref="Fold{T, TAcc}(VedaStream{T}, Func{TAcc}, Func{TAcc, T, TAcc}, Func{TAcc, TAcc, TAcc})"/> does.
    /// </remarks>
    /// <example><code>var digits = new[] { 1, 2, 3 }.ToVeda().Aggregate(0, (n, digit) => n * 10 + digit).Wait();</code></example>
    public static VedaSingle<TResult> Aggregate<T, TAcc, TResult>(
        this VedaStream<T> source, TAcc seed, Func<TAcc, T, TAcc> func, Func<TAcc, TResult> resultSelector)
    {
        ArgumentNullException.ThrowIfNull(source);
        NotNull(func);
        NotNull(resultSelector);
        return source.Consume<TResult>(observer => new OrderedFold<T, TAcc, TResult>(seed, func, resultSelector, observer));
    }

    /// <inheritdoc cref="Aggregate{T, TAcc, TResult}(VedaStream{T}, TAcc, Func{TAcc, T, TAcc}, Func{TAcc, TResult})"/>
    public static VedaSingle<TAcc> Aggregate<T, TAcc>(this VedaStream<T> source, TAcc seed, Func<TAcc, T, TAcc> func) =>
        source.Aggregate(seed, func, static acc => acc);

    /// <summary>Applies a function to the first element and every further one in turn; throws <see cref="InvalidOperationException"/> if there are none.</summary>
    /// <inheritdoc cref="Aggregate{T, TAcc, TResult}(VedaStream{T}, TAcc, Func{TAcc, T, TAcc}, Func{TAcc, TResult})"/>
    public static VedaSingle<T> Aggregate<T>(this VedaStream<T> source, Func<T, T, T> func)
    {
        NotNull(func);
        return source.Aggregate(
            default(Maybe<T>),
            (acc, item) => new Maybe<T>(acc.Has ? func(acc.Value, item) : item),
            static acc => acc.Has ? acc.Value : throw NoResult.Empty(nameof(Aggregate)));
    }
}
