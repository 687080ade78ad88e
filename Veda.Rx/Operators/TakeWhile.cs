using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Keeps elements up to the first that does not satisfy a condition.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">Whether to go on. Called by several threads at the same time, at most once for each element, also for some elements behind the end.</param>
    /// <returns>The elements before the first that fails, in order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. The condition is tested in parallel, the end is found at the merge; the stream is read ahead, and stopped
    /// there. Errors: what <paramref name="predicate"/> throws ends the stream at that element's position, unless the stream
    /// has ended before it. Cost: one delegate call and two copies an element.
    /// </remarks>
    /// <example><code>var head = lines.ToVeda().TakeWhile(line => line.Length > 0).ToList().Wait();</code></example>
    public static VedaStream<T> TakeWhile<T>(this VedaStream<T> source, Func<T, bool> predicate) =>
        CutAtFirstFailure(NotNull(source).Map(Tested<T>.By(NotNull(predicate))));

    /// <summary>Keeps elements up to the first that, together with its index, does not satisfy a condition.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="predicate">Whether to go on, for an element and its index, whose cost is said at <see cref="Map{T, TResult}(VedaStream{T}, Func{T, int, TResult})"/>. Called by several threads at the same time, at most once for each element, also for some elements behind the end.</param>
    /// <inheritdoc cref="TakeWhile{T}(VedaStream{T}, Func{T, bool})"/>
    public static VedaStream<T> TakeWhile<T>(this VedaStream<T> source, Func<T, int, bool> predicate) =>
        CutAtFirstFailure(NotNull(source).Map(Tested<T>.By(NotNull(predicate))));

    private static VedaStream<T> CutAtFirstFailure<T>(VedaStream<Tested<T>> tested) => tested.ThenInOrder(new CutStage<T>());
}

/// <summary>An element and whether it has passed its test.</summary>
internal readonly record struct Tested<T>(T Value, bool Passed)
{
    public static Func<T, Tested<T>> By(Func<T, bool> predicate) => value => new(value, predicate(value));

    public static Func<T, int, Tested<T>> By(Func<T, int, bool> predicate) => (value, index) => new(value, predicate(value, index));
}

/// <summary>Passes on what is before the first failed test, and then needs no more. Runs in order, at a merge.</summary>
internal sealed class CutStage<T> : Stage<Tested<T>, T>
{
    public override Folder<Tested<T>> Bind(Folder<T> next, LaneContext lane) => new CutFolder(next, lane);

    private sealed class CutFolder(Folder<T> next, LaneContext lane) : Folder<Tested<T>, T>(next)
    {
        private Scratch<T> _scratch = new(lane.Buffers);
        private bool _cut;

        public override bool MayEndEarly => true;

        public override bool Done => _cut || Next.Done;

        public override void Fold(ReadOnlySpan<Tested<T>> items)
        {
            var passed = _scratch.Span(items.Length);
            var count = 0;
            while (count < items.Length && items[count].Passed)
                passed[count] = items[count++].Value;
            _cut = count < items.Length;
            Next.Fold(passed[..count]);
        }

        public override void Release()
        {
            _scratch.Release();
            Next.Release();
        }
    }
}
