using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Accumulates elements from a seed and gives every intermediate accumulation, like <c>Scan</c> in Rx.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <typeparam name="TAcc">The type of the accumulations.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="seed">What the first element is added to; not a result itself.</param>
    /// <param name="accumulate">Adds an element to what there is. Called once for each element, in order, by one thread at a time.</param>
    /// <returns>One accumulation for each element, in order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or <paramref name="accumulate"/> is null.</exception>
    /// <remarks>
    /// Order: kept. Runs in order, at the merge; stages before and behind it run in parallel. Errors: what
    /// <paramref name="accumulate"/> throws ends the stream at that element's position. Cost: one delegate call an element,
    /// all one after the other: do what can be done in parallel in a <c>Map</c> before it.
    /// </remarks>
    /// <example><code>var balances = payments.ToVeda().Map(p => p.Amount).Scan(0m, (sum, amount) => sum + amount);</code></example>
    public static VedaStream<TAcc> Scan<T, TAcc>(this VedaStream<T> source, TAcc seed, Func<TAcc, T, TAcc> accumulate) =>
        NotNull(source).ThenInOrder(new ScanStage<T, TAcc>(seed, NotNull(accumulate)));

    /// <summary>Accumulates elements from the first one on and gives every intermediate accumulation, like <c>Scan</c> in Rx.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="accumulate">Adds an element to what there is. Called for each element but the first, in order, by one thread at a time.</param>
    /// <returns>The first element, then one accumulation for each further element, in order.</returns>
    /// <inheritdoc cref="Scan{T, TAcc}(VedaStream{T}, TAcc, Func{TAcc, T, TAcc})"/>
    public static VedaStream<T> Scan<T>(this VedaStream<T> source, Func<T, T, T> accumulate)
    {
        NotNull(accumulate);
        return source
            .Scan((Any: false, Sum: default(T)!), (before, item) => (true, before.Any ? accumulate(before.Sum, item) : item))
            .ThenInOrder(new MapStage<SumOf<T>, (bool, T), T>(default));
    }

    private readonly struct SumOf<T> : IKernel<SumOf<T>, (bool Any, T Sum), T>
    {
        public T Invoke((bool Any, T Sum) value) => value.Sum;
    }
}

/// <summary>Accumulates. Runs in order, at a merge.</summary>
internal sealed class ScanStage<T, TAcc>(TAcc seed, Func<TAcc, T, TAcc> accumulate) : Stage<T, TAcc>
{
    public override Folder<T> Bind(Folder<TAcc> next, LaneContext lane) => new ScanFolder(seed, accumulate, next, lane);

    private sealed class ScanFolder(TAcc seed, Func<TAcc, T, TAcc> accumulate, Folder<TAcc> next, LaneContext lane) : Folder<T, TAcc>(next)
    {
        private Scratch<TAcc> _scratch = new(lane.Buffers);
        private TAcc _sum = seed;

        public override void Fold(ReadOnlySpan<T> items)
        {
            var sums = _scratch.Span(items.Length);
            var done = 0;
            try
            {
                for (; done < items.Length; done++)
                    sums[done] = _sum = accumulate(_sum, items[done]);
            }
            catch
            {
                Next.Fold(sums[..done]);
                throw;
            }
            Next.Fold(sums);
        }

        public override void Release()
        {
            _scratch.Release();
            Next.Release();
        }
    }
}
