using System.Runtime.CompilerServices;
using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Keeps the elements that satisfy a condition.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">Whether to keep an element. Called once for each element, by several threads at the same time, in no particular order.</param>
    /// <returns>The kept elements, in order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: lost; operators behind it that need them run at the merge. Errors: what
    /// <paramref name="predicate"/> throws ends the stream at that element's position. Cost: one delegate call an element.
    /// </remarks>
    /// <example><code>var even = VedaStream.Range(0, 100).Filter(x => x % 2 == 0).ToList().Wait();</code></example>
    public static VedaStream<T> Filter<T>(this VedaStream<T> source, Func<T, bool> predicate) =>
        NotNull(source).Then(new FilterStage<DelegatePredicate<T>, T>(new(NotNull(predicate))));

    /// <summary>Keeps the elements that satisfy a condition on them and their index in the stream.</summary>
    /// <remarks>
    /// Order: kept. Positions: lost. Where they are known before it (at a source, behind stages that give one result for each
    /// element) the index costs an addition; elsewhere a new segment begins here, whose elements are counted as they are
    /// handed over. Errors: what <paramref name="predicate"/> throws ends the stream at that element's position. Cost: one
    /// delegate call and two copies an element.
    /// </remarks>
    /// <example><code>var every10th = values.ToVeda().Filter((x, i) => i % 10 == 0);</code></example>
    /// <inheritdoc cref="Filter{T}(VedaStream{T}, Func{T, bool})"/>
    public static VedaStream<T> Filter<T>(this VedaStream<T> source, Func<T, int, bool> predicate)
    {
        var kernel = new IndexedPredicate<T>(NotNull(predicate));
        return EnumerateInLanes(NotNull(source)).Then(new FilterStage<IndexedPredicate<T>, (long, T)>(kernel)).Map(new ValueOf<T>());
    }

    /// <summary>Keeps the elements that satisfy a kernel, at the speed of a hand-written loop.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">Whether to keep an element. Copied for every lane; called once for each element, by several threads at the same time, in no particular order.</param>
    /// <returns>The kept elements, in order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: lost; operators behind it that need them run at the merge. Errors: what
    /// <paramref name="predicate"/> throws ends the stream at that element's position. Cost: what the kernel's inlined code
    /// costs, and a copy without a branch, so that conditions that are hard to predict are as fast as others.
    /// </remarks>
    /// <example><code>var sum = numbers.ToVeda().Filter(new IsPrime()).Sum().Wait();</code></example>
    public static VedaStream<T> Filter<TKernel, T>(this VedaStream<T> source, IPredicateKernel<TKernel, T> predicate)
        where TKernel : struct, IPredicateKernel<TKernel, T> =>
        NotNull(source).Then(new FilterStage<TKernel, T>((TKernel)NotNull(predicate)));

    /// <inheritdoc cref="Filter{T}(VedaStream{T}, Func{T, bool})"/>
    public static VedaStream<T> Where<T>(this VedaStream<T> source, Func<T, bool> predicate) => source.Filter(predicate);

    /// <inheritdoc cref="Filter{T}(VedaStream{T}, Func{T, int, bool})"/>
    public static VedaStream<T> Where<T>(this VedaStream<T> source, Func<T, int, bool> predicate) => source.Filter(predicate);
}

internal sealed class FilterStage<TKernel, T>(TKernel kernel) : Stage<T, T> where TKernel : struct, IPredicateKernel<TKernel, T>
{
    // The usual kernel first: asking for an interface boxes it.
    internal override Delegate? Code => kernel is DelegatePredicate<T> { Delegate: var predicate } ? predicate : (kernel as IDelegateKernel)?.Code;

    public override Folder<T> Bind(Folder<T> next, LaneContext lane) => new FilterFolder(kernel, next, lane);

    private sealed class FilterFolder(TKernel kernel, Folder<T> next, LaneContext lane) : Folder<T, T>(next)
    {
        private Scratch<T> _scratch = new(lane.Buffers);

        public override void Fold(ReadOnlySpan<T> items)
        {
            var kept = Next.Destination(items.Length);
            if (kept.IsEmpty)
                kept = _scratch.Span(items.Length);
            var count = 0;
            try
            {
                Filter(kernel, items, kept, ref count);
            }
            catch
            {
                Next.Fold(kept[..count]);
                throw;
            }
            Next.Fold(kept[..count]);
        }

        /// <summary>Writes every element and moves on only behind those to keep: no branch to mispredict.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Filter(TKernel kernel, ReadOnlySpan<T> items, Span<T> kept, ref int count)
        {
            if (kernel is DelegatePredicate<T> { Delegate: var predicate })
            {
                Filter(predicate, items, kept, ref count);
                return;
            }
            var next = 0;
            foreach (var item in items)
            {
                kept[next] = item;
                next += kernel.Invoke(item) ? 1 : 0;
                count = next;
            }
        }

        // The same loop with the delegate as a parameter: see Map.
        private static void Filter(Func<T, bool> predicate, ReadOnlySpan<T> items, Span<T> kept, ref int count)
        {
            var next = 0;
            foreach (var item in items)
            {
                kept[next] = item;
                next += predicate(item) ? 1 : 0;
                count = next;
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
