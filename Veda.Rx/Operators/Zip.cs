using System.Runtime.CompilerServices;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Pairs the elements of two streams.</summary>
    /// <typeparam name="TFirst">The type of this stream's elements.</typeparam>
    /// <typeparam name="TSecond">The type of the other stream's elements.</typeparam>
    /// <param name="source">The stream that gives the first of each pair.</param>
    /// <param name="second">The stream that gives the second of each pair.</param>
    /// <returns>Pairs of elements with the same index, in order, until one of the streams ends.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: those of the pairs. The stages of each stream run with that stream's settings, what follows
    /// with the first one's. Both streams are read ahead, the second no further than the first. Errors: those of a stream at
    /// an index that the other one reaches; at the same index the first stream's counts. Cost: two copies an element, one
    /// after the other; what follows runs in parallel.
    /// </remarks>
    /// <example><code>var dot = a.ToVeda().Zip(b.ToVeda()).Map(p => p.First * p.Second).Sum().Wait();</code></example>
    [OverloadResolutionPriority(3)]
    public static VedaStream<(TFirst First, TSecond Second)> Zip<TFirst, TSecond>(this VedaStream<TFirst> source, VedaStream<TSecond> second)
    {
        var flow = new ZipFlow<TFirst, TSecond>(NotNull(source), NotNull(second));
        return new(flow, source.Settings.WithTokensOf(second.Settings));
    }

    /// <summary>Combines the elements of two streams pair by pair.</summary>
    /// <typeparam name="TFirst">The type of this stream's elements.</typeparam>
    /// <typeparam name="TSecond">The type of the other stream's elements.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream that gives the first of each pair.</param>
    /// <param name="second">The stream that gives the second of each pair.</param>
    /// <param name="combine">Gives a pair's result. Called once for each pair, by several threads at the same time, in no particular order.</param>
    /// <returns>One result for each index that both streams have, in order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: those of the pairs. The stages of each stream run with that stream's settings, what follows
    /// with the first one's. Errors: those of a stream at an index that the other one reaches, the first stream's first; what
    /// <paramref name="combine"/> throws ends the stream at that index. Cost: two copies an element, one after the other; one
    /// delegate call a pair, in parallel.
    /// </remarks>
    /// <example><code>var dot = a.ToVeda().Zip(b.ToVeda(), (x, y) => x * y).Sum().Wait();</code></example>
    [OverloadResolutionPriority(3)]
    public static VedaStream<TResult> Zip<TFirst, TSecond, TResult>(this VedaStream<TFirst> source, VedaStream<TSecond> second, Func<TFirst, TSecond, TResult> combine)
    {
        var kernel = new PairKernel<TFirst, TSecond, TResult>(NotNull(combine));
        return source.Zip(second).Then(new MapStage<PairKernel<TFirst, TSecond, TResult>, (TFirst, TSecond), TResult>(kernel));
    }

    /// <inheritdoc cref="Zip{TFirst, TSecond}(VedaStream{TFirst}, VedaStream{TSecond})"/>
    [OverloadResolutionPriority(2)]
    public static VedaStream<(TFirst First, TSecond Second)> Zip<TFirst, TSecond>(this VedaStream<TFirst> source, IAsyncEnumerable<TSecond> second) =>
        source.Zip(NotNull(second).ToVeda());

    /// <inheritdoc cref="Zip{TFirst, TSecond, TResult}(VedaStream{TFirst}, VedaStream{TSecond}, Func{TFirst, TSecond, TResult})"/>
    [OverloadResolutionPriority(2)]
    public static VedaStream<TResult> Zip<TFirst, TSecond, TResult>(this VedaStream<TFirst> source, IAsyncEnumerable<TSecond> second, Func<TFirst, TSecond, TResult> combine) =>
        source.Zip(NotNull(second).ToVeda(), combine);

    /// <inheritdoc cref="Zip{TFirst, TSecond}(VedaStream{TFirst}, VedaStream{TSecond})"/>
    [OverloadResolutionPriority(1)]
    public static VedaStream<(TFirst First, TSecond Second)> Zip<TFirst, TSecond>(this VedaStream<TFirst> source, IEnumerable<TSecond> second) =>
        source.Zip(NotNull(second).ToVeda());

    /// <inheritdoc cref="Zip{TFirst, TSecond, TResult}(VedaStream{TFirst}, VedaStream{TSecond}, Func{TFirst, TSecond, TResult})"/>
    [OverloadResolutionPriority(1)]
    public static VedaStream<TResult> Zip<TFirst, TSecond, TResult>(this VedaStream<TFirst> source, IEnumerable<TSecond> second, Func<TFirst, TSecond, TResult> combine) =>
        source.Zip(NotNull(second).ToVeda(), combine);

    /// <inheritdoc cref="Zip{TFirst, TSecond}(VedaStream{TFirst}, VedaStream{TSecond})"/>
    public static VedaStream<(TFirst First, TSecond Second)> Zip<TFirst, TSecond>(this VedaStream<TFirst> source, IObservable<TSecond> second) =>
        source.Zip(NotNull(second).ToVeda());

    /// <inheritdoc cref="Zip{TFirst, TSecond, TResult}(VedaStream{TFirst}, VedaStream{TSecond}, Func{TFirst, TSecond, TResult})"/>
    public static VedaStream<TResult> Zip<TFirst, TSecond, TResult>(this VedaStream<TFirst> source, IObservable<TSecond> second, Func<TFirst, TSecond, TResult> combine) =>
        source.Zip(NotNull(second).ToVeda(), combine);

    /// <summary>Joins the elements of three streams.</summary>
    /// <typeparam name="TFirst">The type of this stream's elements.</typeparam>
    /// <typeparam name="TSecond">The type of the second stream's elements.</typeparam>
    /// <typeparam name="TThird">The type of the third stream's elements.</typeparam>
    /// <param name="source">The stream that gives the first of each triple.</param>
    /// <param name="second">Gives the second of each triple; a <see cref="VedaStream{T}"/> is read as such.</param>
    /// <param name="third">Gives the third of each triple, likewise.</param>
    /// <returns>Triples of elements with the same index, in order, until one of the three ends.</returns>
    /// <example><code>var rows = names.ToVeda().Zip(ages.ToVeda(), towns.ToVeda());</code></example>
    /// <inheritdoc cref="Zip{TFirst, TSecond}(VedaStream{TFirst}, VedaStream{TSecond})"/>
    public static VedaStream<(TFirst First, TSecond Second, TThird Third)> Zip<TFirst, TSecond, TThird>(
        this VedaStream<TFirst> source, IObservable<TSecond> second, IObservable<TThird> third) =>
        source.Zip(NotNull(second)).Zip(NotNull(third), static (pair, last) => (pair.First, pair.Second, last));

    /// <inheritdoc cref="Zip{TFirst, TSecond, TThird}(VedaStream{TFirst}, IObservable{TSecond}, IObservable{TThird})"/>
    [OverloadResolutionPriority(2)]
    public static VedaStream<(TFirst First, TSecond Second, TThird Third)> Zip<TFirst, TSecond, TThird>(
        this VedaStream<TFirst> source, IAsyncEnumerable<TSecond> second, IAsyncEnumerable<TThird> third) =>
        source.Zip(NotNull(second)).Zip(NotNull(third), static (pair, last) => (pair.First, pair.Second, last));

    /// <inheritdoc cref="Zip{TFirst, TSecond, TThird}(VedaStream{TFirst}, IObservable{TSecond}, IObservable{TThird})"/>
    [OverloadResolutionPriority(1)]
    public static VedaStream<(TFirst First, TSecond Second, TThird Third)> Zip<TFirst, TSecond, TThird>(
        this VedaStream<TFirst> source, IEnumerable<TSecond> second, IEnumerable<TThird> third) =>
        source.Zip(NotNull(second)).Zip(NotNull(third), static (pair, last) => (pair.First, pair.Second, last));

    /// <summary>Combines the elements of three streams, one of each at a time.</summary>
    /// <typeparam name="TFirst">The type of this stream's elements.</typeparam>
    /// <typeparam name="TSecond">The type of the second stream's elements.</typeparam>
    /// <typeparam name="TThird">The type of the third stream's elements.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream that gives the first of each triple.</param>
    /// <param name="second">Gives the second of each triple; a <see cref="VedaStream{T}"/> is read as such.</param>
    /// <param name="third">Gives the third of each triple, likewise.</param>
    /// <param name="combine">Gives a triple's result. Called once for each triple, by several threads at the same time, in no particular order.</param>
    /// <returns>One result for each index that all three have, in order.</returns>
    /// <example><code>var volumes = a.ToVeda().Zip(b.ToVeda(), c.ToVeda(), (x, y, z) => x * y * z);</code></example>
    /// <inheritdoc cref="Zip{TFirst, TSecond, TResult}(VedaStream{TFirst}, VedaStream{TSecond}, Func{TFirst, TSecond, TResult})"/>
    public static VedaStream<TResult> Zip<TFirst, TSecond, TThird, TResult>(
        this VedaStream<TFirst> source, IObservable<TSecond> second, IObservable<TThird> third, Func<TFirst, TSecond, TThird, TResult> combine)
    {
        NotNull(combine);
        return source.Zip(NotNull(second)).Zip(NotNull(third), (pair, last) => combine(pair.First, pair.Second, last));
    }

    private readonly struct PairKernel<TFirst, TSecond, TResult>(Func<TFirst, TSecond, TResult> combine)
        : IKernel<PairKernel<TFirst, TSecond, TResult>, (TFirst First, TSecond Second), TResult>
    {
        public TResult Invoke((TFirst First, TSecond Second) value) => combine(value.First, value.Second);
    }
}
