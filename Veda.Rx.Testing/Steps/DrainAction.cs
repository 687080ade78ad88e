namespace Veda.Rx.Testing;

/// <summary>The oldest store of a simulated thread reaches memory.</summary>
internal sealed class DrainAction(SeededTestScheduler scheduler, ActionPath path, StoreBuffer buffer, VirtualThread thread, Footprint footprint)
    : VirtualAction(scheduler, scheduler.Clock, path)
{
    private bool _cancelled;

    public override bool IsCancelled => _cancelled;

    public override string Operation => $"memory takes a store of {thread.Name}: {footprint}";

    public override Footprint? Footprint => footprint;

    public override ulong StoreOf => thread.Chain.Id;

    public override void Run() => buffer.DrainOldest();

    public void Cancel()
    {
        _cancelled = true;
        Scheduler.Forget(this);
    }
}
