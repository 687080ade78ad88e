using System.Runtime.CompilerServices;
using Veda.Rx.Internal;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IEnumerable{TResult}})"/>
    [OverloadResolutionPriority(1)]
    public static VedaStream<TResult> SelectMany<T, TResult>(this VedaStream<T> source, Func<T, IEnumerable<TResult>> map) => source.FlatMap(map);

    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, int, IEnumerable{TResult}})"/>
    [OverloadResolutionPriority(1)]
    public static VedaStream<TResult> SelectMany<T, TResult>(this VedaStream<T> source, Func<T, int, IEnumerable<TResult>> map) => source.FlatMap(map);

    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, VedaStream{TResult}})"/>
    [OverloadResolutionPriority(3)]
    public static VedaStream<TResult> SelectMany<T, TResult>(this VedaStream<T> source, Func<T, VedaStream<TResult>> map) => source.FlatMap(map);

    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, int, VedaStream{TResult}})"/>
    [OverloadResolutionPriority(3)]
    public static VedaStream<TResult> SelectMany<T, TResult>(this VedaStream<T> source, Func<T, int, VedaStream<TResult>> map) => source.FlatMap(map);

    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IAsyncEnumerable{TResult}})"/>
    [OverloadResolutionPriority(2)]
    public static VedaStream<TResult> SelectMany<T, TResult>(this VedaStream<T> source, Func<T, IAsyncEnumerable<TResult>> map) => source.FlatMap(map);

    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, int, IAsyncEnumerable{TResult}})"/>
    [OverloadResolutionPriority(2)]
    public static VedaStream<TResult> SelectMany<T, TResult>(this VedaStream<T> source, Func<T, int, IAsyncEnumerable<TResult>> map) => source.FlatMap(map);

    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IObservable{TResult}})"/>
    public static VedaStream<TResult> SelectMany<T, TResult>(this VedaStream<T> source, Func<T, IObservable<TResult>> map) => source.FlatMap(map);

    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, int, IObservable{TResult}})"/>
    public static VedaStream<TResult> SelectMany<T, TResult>(this VedaStream<T> source, Func<T, int, IObservable<TResult>> map) => source.FlatMap(map);

    /// <summary>Replaces every element by the elements of a sequence, combining each of them with the element it came from: two <c>from</c> clauses.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TInner">The type of the inner elements.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="map">Gives an element's inner elements. Called once for each element, by several threads at the same time.</param>
    /// <param name="combine">Gives the result for an element and one of its inner elements. Called by several threads at the same time.</param>
    /// <returns>The results, in order.</returns>
    /// <example><code>var lengths = from line in lines.ToVeda() from word in line.Split(' ') select (line, word.Length);</code></example>
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IEnumerable{TResult}})"/>
    [OverloadResolutionPriority(1)]
    public static VedaStream<TResult> SelectMany<T, TInner, TResult>(this VedaStream<T> source, Func<T, IEnumerable<TInner>> map, Func<T, TInner, TResult> combine)
    {
        NotNull(map);
        NotNull(combine);
        return source.FlatMap(item => Combined(map(item), item, combine));
    }

    /// <summary>The same with the element's index for the first function.</summary>
    /// <inheritdoc cref="SelectMany{T, TInner, TResult}(VedaStream{T}, Func{T, IEnumerable{TInner}}, Func{T, TInner, TResult})"/>
    [OverloadResolutionPriority(1)]
    public static VedaStream<TResult> SelectMany<T, TInner, TResult>(this VedaStream<T> source, Func<T, int, IEnumerable<TInner>> map, Func<T, TInner, TResult> combine)
    {
        NotNull(combine);
        return EnumerateInLanes(NotNull(source)).SelectMany(OfPair(NotNull(map)), (pair, inner) => combine(pair.Value, inner));
    }

    /// <summary>Replaces every element by the elements of a stream, combining each of them with the element it came from: two <c>from</c> clauses.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TInner">The type of the inner elements.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="map">Gives an element's inner elements. Called once for each element, by several threads at the same time.</param>
    /// <param name="combine">Gives the result for an element and one of its inner elements. Called by several threads at the same time.</param>
    /// <returns>The results, in order.</returns>
    /// <example><code>var lengths = from line in lines.ToVeda() from word in line.Split(' ') select (line, word.Length);</code></example>
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, VedaStream{TResult}})"/>
    [OverloadResolutionPriority(3)]
    public static VedaStream<TResult> SelectMany<T, TInner, TResult>(this VedaStream<T> source, Func<T, VedaStream<TInner>> map, Func<T, TInner, TResult> combine) =>
        SelectPulled(source, Pulled(NotNull(map)), combine);

    /// <summary>The same with the element's index for the first function.</summary>
    /// <inheritdoc cref="SelectMany{T, TInner, TResult}(VedaStream{T}, Func{T, VedaStream{TInner}}, Func{T, TInner, TResult})"/>
    [OverloadResolutionPriority(3)]
    public static VedaStream<TResult> SelectMany<T, TInner, TResult>(this VedaStream<T> source, Func<T, int, VedaStream<TInner>> map, Func<T, TInner, TResult> combine)
    {
        NotNull(combine);
        return EnumerateInLanes(NotNull(source)).SelectMany(OfPair(NotNull(map)), (pair, inner) => combine(pair.Value, inner));
    }

    /// <summary>Replaces every element by the elements of an async sequence, combining each of them with the element it came from: two <c>from</c> clauses.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TInner">The type of the inner elements.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="map">Gives an element's inner elements. Called once for each element, by several threads at the same time.</param>
    /// <param name="combine">Gives the result for an element and one of its inner elements. Called by several threads at the same time.</param>
    /// <returns>The results, in order.</returns>
    /// <example><code>var lengths = from line in lines.ToVeda() from word in line.Split(' ') select (line, word.Length);</code></example>
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IAsyncEnumerable{TResult}})"/>
    [OverloadResolutionPriority(2)]
    public static VedaStream<TResult> SelectMany<T, TInner, TResult>(this VedaStream<T> source, Func<T, IAsyncEnumerable<TInner>> map, Func<T, TInner, TResult> combine) =>
        SelectPulled(source, Pulled(NotNull(map)), combine);

    /// <summary>The same with the element's index for the first function.</summary>
    /// <inheritdoc cref="SelectMany{T, TInner, TResult}(VedaStream{T}, Func{T, IAsyncEnumerable{TInner}}, Func{T, TInner, TResult})"/>
    [OverloadResolutionPriority(2)]
    public static VedaStream<TResult> SelectMany<T, TInner, TResult>(this VedaStream<T> source, Func<T, int, IAsyncEnumerable<TInner>> map, Func<T, TInner, TResult> combine)
    {
        NotNull(combine);
        return EnumerateInLanes(NotNull(source)).SelectMany(OfPair(NotNull(map)), (pair, inner) => combine(pair.Value, inner));
    }

    /// <summary>Replaces every element by the elements of an observable, combining each of them with the element it came from: two <c>from</c> clauses.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TInner">The type of the inner elements.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="map">Gives an element's inner elements. Called once for each element, by several threads at the same time.</param>
    /// <param name="combine">Gives the result for an element and one of its inner elements. Called by several threads at the same time.</param>
    /// <returns>The results, in order.</returns>
    /// <example><code>var lengths = from line in lines.ToVeda() from word in line.Split(' ') select (line, word.Length);</code></example>
    /// <inheritdoc cref="FlatMap{T, TResult}(VedaStream{T}, Func{T, IObservable{TResult}})"/>
    public static VedaStream<TResult> SelectMany<T, TInner, TResult>(this VedaStream<T> source, Func<T, IObservable<TInner>> map, Func<T, TInner, TResult> combine) =>
        SelectPulled(source, Pulled(NotNull(map)), combine);

    /// <summary>The same with the element's index for the first function.</summary>
    /// <inheritdoc cref="SelectMany{T, TInner, TResult}(VedaStream{T}, Func{T, IObservable{TInner}}, Func{T, TInner, TResult})"/>
    public static VedaStream<TResult> SelectMany<T, TInner, TResult>(this VedaStream<T> source, Func<T, int, IObservable<TInner>> map, Func<T, TInner, TResult> combine)
    {
        NotNull(combine);
        return EnumerateInLanes(NotNull(source)).SelectMany(OfPair(NotNull(map)), (pair, inner) => combine(pair.Value, inner));
    }

    private static VedaStream<TResult> SelectPulled<T, TInner, TResult>(
        VedaStream<T> source, Func<T, CancellationToken, IEnumerable<TInner>> map, Func<T, TInner, TResult> combine)
    {
        NotNull(combine);
        return NotNull(source).Then(new FlatMapStreamStage<T, TResult>((item, over) => Combined(map(item, over), item, combine)));
    }

    private static IEnumerable<TResult> Combined<T, TInner, TResult>(IEnumerable<TInner>? sequence, T item, Func<T, TInner, TResult> combine) =>
        sequence is null ? null! : new CombinedSequence<T, TInner, TResult>(sequence, item, combine);
}
