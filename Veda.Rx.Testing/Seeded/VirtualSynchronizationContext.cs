namespace Veda.Rx.Testing;

/// <summary>Has what is posted run as actions of a scheduler: a method that awaits under it goes on there, in an order that the scheduler decides.</summary>
/// <param name="scheduler">The scheduler.</param>
/// <param name="chain">Whose actions they are; null for those of whoever posts.</param>
internal sealed class VirtualSynchronizationContext(SeededTestScheduler scheduler, Chain? chain = null) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => scheduler.Post(this, chain, d, state);

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs something so that what it awaits comes back here.</summary>
    public void Run(SendOrPostCallback callback, object? state)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}
