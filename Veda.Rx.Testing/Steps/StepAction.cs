namespace Veda.Rx.Testing;

/// <summary>The next step of a simulated thread: from where it stands to its next point.</summary>
/// <param name="scheduler">Where it is due.</param>
/// <param name="due">When.</param>
/// <param name="path">Its place.</param>
/// <param name="thread">Whose step it is.</param>
/// <param name="operation">What it does, for people; empty if the footprint says it.</param>
/// <param name="subject">What it does that to; null for nothing. Put together with the operation only where somebody reads it.</param>
/// <param name="footprint">What it touches; null if that is not known.</param>
internal sealed class StepAction(SeededTestScheduler scheduler, long due, ActionPath path, VirtualThread thread, string operation, object? subject, Footprint? footprint)
    : VirtualAction(scheduler, due, path)
{
    public VirtualThread Thread => thread;

    public override bool IsCancelled => false;

    public override string Operation => operation.Length == 0 ? $"{footprint}" : subject switch
    {
        null => operation,
        IWaitedFor what => $"{operation} {what.Description}",
        _ => $"{operation} {subject}",
    };

    public override Footprint? Footprint => footprint;

    public override void Run() => thread.Resume();
}
