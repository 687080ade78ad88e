using System.Runtime.CompilerServices;
using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Transforms every element.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="map">Gives an element's result. Called once for each element, by several threads at the same time, in no particular order.</param>
    /// <returns>The results, in the order of their elements.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: kept. Errors: what <paramref name="map"/> throws ends the stream at that element's position,
    /// behind all results before it. Cost: one delegate call an element, no allocation.
    /// </remarks>
    /// <example><code>var squares = VedaStream.Range(1, 1_000_000).Map(x => (long)x * x).Sum().Wait();</code></example>
    public static VedaStream<TResult> Map<T, TResult>(this VedaStream<T> source, Func<T, TResult> map) =>
        NotNull(source).Then(new MapStage<DelegateKernel<T, TResult>, T, TResult>(new(NotNull(map))));

    /// <summary>Transforms every element together with its index in the stream.</summary>
    /// <remarks>
    /// Order: kept. Where positions are known (at a source, behind stages that give one result for each element) the index
    /// costs an addition; elsewhere a new segment begins here, whose elements are counted as they are handed over. Errors:
    /// what <paramref name="map"/> throws ends the stream at that element's position. Cost: one delegate call and one copy an element.
    /// </remarks>
    /// <example><code>var weighted = values.ToVeda().Map((x, i) => x * weights[i]).Sum().Wait();</code></example>
    /// <inheritdoc cref="Map{T, TResult}(VedaStream{T}, Func{T, TResult})"/>
    public static VedaStream<TResult> Map<T, TResult>(this VedaStream<T> source, Func<T, int, TResult> map)
    {
        var kernel = new IndexedKernel<T, TResult>(NotNull(map));
        return EnumerateInLanes(NotNull(source)).Then(new MapStage<IndexedKernel<T, TResult>, (long, T), TResult>(kernel));
    }

    /// <summary>Transforms every element with a kernel, at the speed of a hand-written loop.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="kernel">Gives an element's result. Copied for every lane; called once for each element, by several threads at the same time, in no particular order.</param>
    /// <returns>The results, in the order of their elements.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: kept. Errors: what <paramref name="kernel"/> throws ends the stream at that element's
    /// position, behind all results before it. Cost: what the kernel's inlined code costs; the struct is unboxed once.
    /// </remarks>
    /// <example><code>var sum = numbers.ToVeda().Map(new Square()).Sum().Wait();</code></example>
    public static VedaStream<TResult> Map<TKernel, T, TResult>(this VedaStream<T> source, IKernel<TKernel, T, TResult> kernel)
        where TKernel : struct, IKernel<TKernel, T, TResult> =>
        NotNull(source).Then(new MapStage<TKernel, T, TResult>((TKernel)NotNull(kernel)));

    /// <inheritdoc cref="Map{T, TResult}(VedaStream{T}, Func{T, TResult})"/>
    public static VedaStream<TResult> Select<T, TResult>(this VedaStream<T> source, Func<T, TResult> map) => source.Map(map);

    /// <inheritdoc cref="Map{T, TResult}(VedaStream{T}, Func{T, int, TResult})"/>
    public static VedaStream<TResult> Select<T, TResult>(this VedaStream<T> source, Func<T, int, TResult> map) => source.Map(map);
}

internal sealed class MapStage<TKernel, T, TResult>(TKernel kernel) : Stage<T, TResult>
    where TKernel : struct, IKernel<TKernel, T, TResult>
{
    public override bool OneToOne => true;

    // The usual kernel first: asking for an interface boxes it.
    internal override Delegate? Code => kernel is DelegateKernel<T, TResult> { Delegate: var map } ? map : (kernel as IDelegateKernel)?.Code;

    public override Folder<T> Bind(Folder<TResult> next, LaneContext lane) => new MapFolder(kernel, next, lane);

    private sealed class MapFolder(TKernel kernel, Folder<TResult> next, LaneContext lane) : Folder<T, TResult>(next)
    {
        private Scratch<TResult> _scratch = new(lane.Buffers);

        public override void Fold(ReadOnlySpan<T> items)
        {
            if (kernel is DelegateKernel<T, TResult> { Delegate: var delegated } && Next.FoldMapped(delegated, items))
                return;
            var results = Next.Destination(items.Length);
            if (results.IsEmpty)
                results = _scratch.Span(items.Length);
            var done = 0;
            try
            {
                Map(kernel, items, results, ref done);
            }
            catch
            {
                Next.Fold(results[..done]);
                throw;
            }
            Next.Fold(results);
        }

        /// <summary>The loop, in a method without exception handling: there the JIT keeps everything in registers.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Map(TKernel kernel, ReadOnlySpan<T> items, Span<TResult> results, ref int done)
        {
            if (kernel is DelegateKernel<T, TResult> { Delegate: var map })
            {
                Map(map, items, results, ref done);
                return;
            }
            for (var i = 0; i < items.Length; i++)
            {
                done = i;
                results[i] = kernel.Invoke(items[i]);
            }
        }

        // The same loop: the compiler moves its test for the expected delegate out of the loop when the delegate is a
        // parameter, and does not when it is inside a struct. That halves the time of a short delegate.
        private static void Map(Func<T, TResult> map, ReadOnlySpan<T> items, Span<TResult> results, ref int done)
        {
            for (var i = 0; i < items.Length; i++)
            {
                done = i;
                results[i] = map(items[i]);
            }
        }

        public override void Rest()
        {
            _scratch.Release();
            Next.Rest();
        }

        public override void Reset()
        {
            _scratch.Reset();
            Next.Reset();
        }

        public override void Release()
        {
            _scratch.Release();
            Next.Release();
        }
    }
}
