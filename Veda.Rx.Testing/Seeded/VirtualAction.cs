using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Veda.Rx.Testing;

/// <summary>Something to be done under virtual time, with its place among all that is.</summary>
internal abstract class VirtualAction(SeededTestScheduler scheduler, long due, ActionPath path) : IScheduledItem<long>
{
    /// <summary>How many actions this one has scheduled so far.</summary>
    public int Children { get; set; }

    public ActionPath Path { get; set; } = path;

    /// <summary>How many actions were scheduled before it.</summary>
    public long Order { get; set; }

    /// <summary>The step that scheduled it; 0 if that was none.</summary>
    public int Cause { get; set; }

    public long DueTime => due;

    /// <summary>Whether it need not run any more.</summary>
    public abstract bool IsCancelled { get; }

    /// <summary>What it does, for people.</summary>
    public abstract string Operation { get; }

    /// <summary>What it touches that others may touch; null if that is not known.</summary>
    public virtual Footprint? Footprint => null;

    /// <summary>The chain of the thread of whose stores memory takes one; 0 if it is no step of memory's.</summary>
    public virtual ulong StoreOf => 0;

    protected SeededTestScheduler Scheduler => scheduler;

    /// <summary>Runs it, now.</summary>
    public abstract void Run();

    void IScheduledItem<long>.Invoke() => scheduler.Run(this);
}

/// <summary>An item of the engine's or a task: the same each time, so nothing is allocated for it but its place.</summary>
internal sealed class WorkAction(SeededTestScheduler scheduler, long due, ActionPath path, IThreadPoolWorkItem work)
    : VirtualAction(scheduler, due, path)
{
    public override bool IsCancelled => false;

    public override string Operation => work.GetType().Name.Split('`')[0];

    public override void Run() => work.Execute();
}

/// <summary>An action of an Rx operator, which may be cancelled and returns what is to be cancelled then.</summary>
internal sealed class ScheduledAction<TState>(SeededTestScheduler scheduler, long due, ActionPath path, TState state, Func<IScheduler, TState, IDisposable> action)
    : VirtualAction(scheduler, due, path), IDisposable
{
    private SingleAssignmentDisposableValue _scheduled;

    public override bool IsCancelled => _scheduled.IsDisposed;

    public override string Operation => Operations.Of(action, null);

    public override void Run()
    {
        if (!_scheduled.IsDisposed)
            _scheduled.Disposable = action(Scheduler, state);
    }

    public void Dispose()
    {
        _scheduled.Dispose();
        Scheduler.Forget(this);
    }
}
