using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Gives every element its index in the stream.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>Pairs of index, from 0, and element, in order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// Order: kept. Runs in parallel where positions are known: at a source, or behind stages that give one result for each
    /// element; elsewhere in order, at the merge. On an unordered stream the indices are those of the source's order in the
    /// first case, those of arrival in the second. Errors: those of the stream. Cost: one copy an element.
    /// </remarks>
    /// <example><code>await foreach (var (index, line) in File.ReadLines(path).ToVeda().Enumerate()) ...</code></example>
    public static VedaStream<(long Index, T Value)> Enumerate<T>(this VedaStream<T> source) => NotNull(source).Flow switch
    {
        { IsInOrder: false, Shift: { } shift } => source.Then(new EnumerateStage<T>(shift)),
        _ => source.ThenInOrder(new EnumerateStage<T>(null)),
    };

    /// <summary>The same for stages behind it that shall run in parallel whatever is before.</summary>
    private static VedaStream<(long Index, T Value)> EnumerateInLanes<T>(VedaStream<T> source) => source.Flow.Shift is { } shift
        ? source.Then(new EnumerateStage<T>(shift))
        : new VedaStream<T>(new HandOverFlow<T>(source), source.Settings).Then(new EnumerateStage<T>(0));
}

/// <summary>Numbers elements.</summary>
/// <param name="shift">How far they are behind their positions; null to count them, in order.</param>
internal sealed class EnumerateStage<T>(long? shift) : Stage<T, (long Index, T Value)>
{
    public override bool OneToOne => true;

    public override Folder<T> Bind(Folder<(long Index, T Value)> next, LaneContext lane) => new EnumerateFolder(shift, next, lane);

    private sealed class EnumerateFolder(long? shift, Folder<(long Index, T Value)> next, LaneContext lane) : Folder<T, (long Index, T Value)>(next)
    {
        private Scratch<(long Index, T Value)> _scratch = new(lane.Buffers);
        private long _count;

        public override void Fold(ReadOnlySpan<T> items)
        {
            var first = shift is { } behind ? lane.Position - behind : _count;
            var numbered = _scratch.Span(items.Length);
            for (var i = 0; i < numbered.Length; i++)
                numbered[i] = (first + i, items[i]);
            _count += items.Length;
            Next.Fold(numbered);
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
