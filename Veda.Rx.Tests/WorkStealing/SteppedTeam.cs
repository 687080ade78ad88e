using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Veda.Rx.Internal;
using Veda.Rx.Scheduling;
using Veda.Rx.WorkStealing;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>The real queues of a work-stealing team without its threads: the test says which worker takes the next item, and that item runs on the test's thread.</summary>
internal sealed class SteppedTeam(int workers) : IScheduler, IServiceProvider, IWorkQueue, IWorkerPool, IParticipation
{
    private readonly TeamQueues<RealSync> _queues = new();
    private WorkerQueue<RealSync>[]? _workers;

    public int WorkerCount => workers;

    public bool MayParticipate => false;

    public DateTimeOffset Now => DateTimeOffset.UnixEpoch;

    /// <summary>A worker takes an item and runs it.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Step(int worker)
    {
        _workers ??= [.. Enumerable.Range(1, workers).Select(number => new WorkerQueue<RealSync>(_queues, number))];
        if (_workers[worker].Take(8 * workers, out _) is not { } item)
            return false;
        item.Execute();
        return true;
    }

    public void Enqueue(IThreadPoolWorkItem work) => _queues.Lanes.Enqueue(work);

    public object? GetService(Type serviceType) => serviceType == typeof(ICostModel) ? FixedCost.Instance : null;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    {
        var handle = new SingleAssignmentDisposable();
        Enqueue(new DelegateItem(() => handle.Disposable = action(this, state)));
        return handle;
    }

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => throw new NotSupportedException();

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => throw new NotSupportedException();
}
