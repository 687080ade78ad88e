namespace Veda.Rx.Testing;

/// <summary>Runs tasks as actions of a scheduler.</summary>
/// <param name="scheduler">The scheduler.</param>
internal sealed class VirtualTaskScheduler(SeededTestScheduler scheduler) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => scheduler.Workers;

    protected override void QueueTask(Task task) => scheduler.Enqueue(new Item(this, task));

    /// <summary>Who waits for a task runs it, since nobody else would while it waits.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => scheduler.IsRunningHere && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private sealed class Item(VirtualTaskScheduler owner, Task task) : IThreadPoolWorkItem
    {
        public void Execute() => owner.TryExecuteTask(task);   // unless who waited for it has
    }
}
