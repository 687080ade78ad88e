namespace Veda.Rx.Scheduling;

/// <summary>A work item that is told when its scheduler is aborted before the item could run.</summary>
/// <remarks>
/// An item that was accepted by <see cref="IWorkQueue.Enqueue"/> meets exactly one of two calls: <c>Execute</c>, or
/// <see cref="Dropped"/>. A work item without this interface is dropped in silence.
/// </remarks>
public interface IDroppableWork : IThreadPoolWorkItem
{
    /// <summary>The item will not be executed: its scheduler was disposed without draining, or at the same moment.</summary>
    /// <param name="reason">What <see cref="IWorkQueue.Enqueue"/> would throw by now; names the scheduler.</param>
    /// <remarks>Called on the disposing thread, the last worker or the enqueuing thread. Must be short and must not throw.</remarks>
    void Dropped(ObjectDisposedException reason);
}
