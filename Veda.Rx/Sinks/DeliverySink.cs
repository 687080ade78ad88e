using System.Runtime.CompilerServices;
using Veda.Rx.Batching;
using Veda.Rx.Fusion;
using Veda.Rx.Merging;

namespace Veda.Rx.Sinks;

/// <summary>Delivers elements: through the stages that run in order at the merge, to a consumer.</summary>
/// <param name="tail">The first of those stages, or the consumer itself.</param>
/// <param name="terminal">The last: the consumer.</param>
internal sealed class DeliverySink<T>(Folder<T> tail, ITerminal terminal) : Sink<T>
{
    public override Outlet<T> CreateOutlet(LaneContext lane) => new ElementOutlet<T>(lane, BytesEach > 0 ? lane.Memory : null);

    public override long Window => terminal.Window;

    // A terminal without a window keeps everything.
    public override int BytesEach => Window == long.MaxValue ? 0 : Unsafe.SizeOf<T>();

    public override bool Cautious => tail.MayEndEarly;

    public override string Reader => terminal.Name;

    public override Delivery Deliver(Lane lane)
    {
        var outlet = (ElementOutlet<T>)lane.Outlet;
        while (true)
        {
            var free = tail.Resume();
            if (tail.Done)
                return Delivery.Enough;
            var pending = outlet.Pending;
            if (free && pending.IsEmpty)
                return Delivery.Taken;
            var count = free ? Math.Min(tail.Room, pending.Length) : 0;
            if (count == 0)
                return Delivery.Blocked;
            outlet.Consume(count);
            tail.Fold(pending[..count]);
        }
    }

    public override bool TryEnd()
    {
        if (!tail.Done && (!tail.Resume() || tail.Room == 0))
            return false;
        tail.End();
        return true;
    }

    public override void Complete(Exception? error) => terminal.Complete(error);

    public override void Release() => tail.Release();
}
