using Veda.Rx.Internal;
using Veda.Rx.Sinks;

namespace Veda.Rx.Tests.Races;

/// <summary>A consumer that takes only as much as it has been given room for.</summary>
/// <inheritdoc/>
internal sealed class NarrowProbe<TSync>(int batchWindow, long window = 100) : MergeProbe(batchWindow, window) where TSync : struct, ISync
{
    private long _allowed;   // written by the one thread that makes room

    /// <summary>Room for so many deliveries in all.</summary>
    public void Allow(int deliveries) => TSync.Store(this, ref _allowed, deliveries);

    protected override Delivery Accept(SimLane lane) =>
        Taken.Count < TSync.Load(this, ref _allowed) ? base.Accept(lane) : Delivery.Blocked;
}
