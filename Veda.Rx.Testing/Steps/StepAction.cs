namespace Veda.Rx.Testing;

/// <summary>The next step of a simulated thread: from where it stands to its next point.</summary>
internal sealed class StepAction(SeededTestScheduler scheduler, long due, ActionPath path, VirtualThread thread, string operation, Footprint? footprint)
    : VirtualAction(scheduler, due, path)
{
    public VirtualThread Thread => thread;

    public override bool IsCancelled => false;

    public override string Operation => operation.Length == 0 ? $"{footprint}" : operation;

    public override Footprint? Footprint => footprint;

    public override void Run() => thread.Resume();
}
