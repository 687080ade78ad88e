using System.Runtime.CompilerServices;
using Veda.Rx.Batching;
using Veda.Rx.Fusion;
using Veda.Rx.Internal;

namespace Veda.Rx.Sinks;

/// <summary>As many accumulators as participants work at the same time, each for the whole run; combined at the end.</summary>
/// <remarks>For accumulators that are dear to make and to combine, such as dictionaries.</remarks>
internal sealed class ParticipantReduction<T, TAcc, TResult>(Reducer<T, TAcc, TResult> reducer, IObserver<TResult> observer)
    : ReductionSink<T, TAcc, TResult>(reducer, observer)
{
    private FreeList<StrongBox<TAcc>, RealSync> _idle;

    public override Outlet<T> CreateOutlet(LaneContext lane) => new Accumulator(this, lane);

    public override Delivery Deliver(Lane lane)
    {
        ((Accumulator)lane.Outlet).GiveBack();   // a stage that was done early has left its part without an end
        return Delivery.Taken;
    }

    public override bool TryEnd()
    {
        // Every batch is delivered, so every accumulator is idle.
        while (_idle.Take(this) is { } box)
            Reducer.Combine(ref Total, box.Value!);
        return true;
    }

    private sealed class Accumulator(ParticipantReduction<T, TAcc, TResult> sink, LaneContext lane) : Outlet<T>(lane)
    {
        private StrongBox<TAcc>? _box;   // held from the beginning of a part to its end

        public override void BeginPart(bool startsLeaf) => _box = sink._idle.Take(sink) ?? new(sink.Reducer.Identity());

        public override void Fold(ReadOnlySpan<T> items) => sink.Reducer.Fold(ref _box!.Value!, items, Lane.Position);

        internal override bool FoldMapped<TSource>(Func<TSource, T> map, ReadOnlySpan<TSource> items) =>
            sink.Reducer.FoldMapped(ref _box!.Value!, map, items, Lane.Position);

        public override void EndPart(bool endsLeaf) => GiveBack();

        public void GiveBack()
        {
            if (_box is { } box)
                sink._idle.Add(sink, box);
            _box = null;
        }

        public override void Release() => _box = null;
    }
}
