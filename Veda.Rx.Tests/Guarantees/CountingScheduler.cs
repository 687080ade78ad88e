using System.Reactive.Concurrency;
using Veda.Rx.Scheduling;

namespace Veda.Rx.Tests.Guarantees;

/// <summary>Four workers of another scheduler, counting how often one is asked for. Every element costs the same.</summary>
internal sealed class CountingScheduler(WorkStealingScheduler workers, long nanosecondsAnElement)
    : IScheduler, IWorkQueue, IWorkerPool, IParticipation, ICostModel
{
    private int _enqueued;

    /// <summary>How often work was given to a worker.</summary>
    public int Enqueued => Volatile.Read(ref _enqueued);

    public DateTimeOffset Now => workers.Now;

    public int WorkerCount => 4;

    public bool MayParticipate => true;

    public void Enqueue(IThreadPoolWorkItem work)
    {
        Interlocked.Increment(ref _enqueued);
        ((IWorkQueue)workers).Enqueue(work);
    }

    public long Begin() => 0;

    public long Since(long mark, int elements) => elements * nanosecondsAnElement;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => workers.Schedule(state, action);

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => workers.Schedule(state, dueTime, action);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => workers.Schedule(state, dueTime, action);
}
