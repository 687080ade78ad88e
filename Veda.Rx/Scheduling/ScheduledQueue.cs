using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Runtime.ExceptionServices;

namespace Veda.Rx.Scheduling;

/// <summary>The work queue of a scheduler that has none: every item is scheduled as an action.</summary>
/// <remarks>
/// A scheduler may run the action inside the call to <c>Schedule</c>. An item that enqueues itself would then grow the stack
/// by one execution each time, so an execution that finds itself nested in another one of the same scheduler is left to that one.
/// </remarks>
internal sealed class ScheduledQueue(IScheduler scheduler) : IWorkQueue
{
    // The queue whose item this thread executes now, and the items that nested executions have left to it.
    [ThreadStatic]
    private static (ScheduledQueue Owner, Queue<IThreadPoolWorkItem> Nested)? t_executing;

    public void Enqueue(IThreadPoolWorkItem work) => scheduler.Schedule((Queue: this, Work: work), static (_, item) =>
    {
        item.Queue.Execute(item.Work);
        return Disposable.Empty;
    });

    private void Execute(IThreadPoolWorkItem work)
    {
        var outer = t_executing;
        if (outer is { } executing && executing.Owner == this)
        {
            executing.Nested.Enqueue(work);
            return;
        }
        var nested = new Queue<IThreadPoolWorkItem>();
        t_executing = (this, nested);
        List<Exception>? errors = null;
        var next = work;
        do
        {
            try
            {
                next.Execute();
            }
            catch (Exception error)
            {
                (errors ??= []).Add(error);   // thrown when the others, which have nothing to do with it, are done
            }
        }
        while (nested.TryDequeue(out next));
        t_executing = outer;
        if (errors is [var only])
            ExceptionDispatchInfo.Throw(only);
        if (errors is not null)
            throw new AggregateException(errors);
    }
}
