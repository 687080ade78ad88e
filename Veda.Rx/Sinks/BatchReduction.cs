using Veda.Rx.Batching;
using Veda.Rx.Fusion;

namespace Veda.Rx.Sinks;

/// <summary>One accumulator a batch, combined in the merge's order. Short-circuiting reductions end here.</summary>
internal sealed class BatchReduction<T, TAcc, TResult>(Reducer<T, TAcc, TResult> reducer, IObserver<TResult> observer)
    : ReductionSink<T, TAcc, TResult>(reducer, observer)
{
    public override Outlet<T> CreateOutlet(LaneContext lane) => new Accumulator(Reducer, lane);

    public override bool Cautious => Reducer.Cautious;

    // What is worked on behind the deciding element is wasted: bounded, however slow the batch with that element is.
    public override long Window => Cautious ? Consumer<T>.DefaultWindow : base.Window;

    public override Delivery Deliver(Lane lane)
    {
        var outlet = (Accumulator)lane.Outlet;
        Reducer.Combine(ref Total, outlet.Accumulated);
        outlet.Reset();
        return Reducer.IsDecided(in Total) ? Delivery.Enough : Delivery.Taken;
    }

    private sealed class Accumulator(Reducer<T, TAcc, TResult> reducer, LaneContext lane) : Outlet<T>(lane)
    {
        private TAcc _acc = reducer.Identity();

        public override bool Done => base.Done || reducer.IsDecided(in _acc);

        public override void Fold(ReadOnlySpan<T> items) => reducer.Fold(ref _acc, items, Lane.Position);

        public override Span<T> Destination(int count) => reducer.Destination(Lane.Position, count);

        public TAcc Accumulated => _acc;

        public override void Reset() => reducer.Clear(ref _acc);

        public override void Release() => _acc = reducer.Identity();
    }
}
