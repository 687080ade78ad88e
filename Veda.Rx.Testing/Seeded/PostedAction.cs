namespace Veda.Rx.Testing;

/// <summary>What was posted to a context, run under it so that what it awaits comes back there.</summary>
internal sealed class PostedAction(
    SeededTestScheduler scheduler, long due, VirtualSynchronizationContext context, ActionPath path, SendOrPostCallback callback, object? state, string? operation = null)
    : VirtualAction(scheduler, due, path)
{
    public override bool IsCancelled => false;

    public override string Operation => operation ?? Operations.Of(callback, state);

    public override void Run() => context.Run(callback, state);
}
