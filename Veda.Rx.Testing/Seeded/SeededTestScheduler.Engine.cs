using System.Runtime.CompilerServices;
using Veda.Rx.Scheduling;

namespace Veda.Rx.Testing;

/// <content>What the engine asks of a scheduler: a queue for its work, how to wait, what work costs.</content>
public sealed partial class SeededTestScheduler
{
    /// <summary>So many idle threads an execution has at most; those behind them end.</summary>
    private const int MostKept = 64;

    private readonly List<VirtualThread> _watching = [];   // wait until anything has run
    private readonly List<Carrier> _kept = [];             // of threads of the body's that have ended

    /// <summary>What a <see cref="SimLock"/> is here.</summary>
    internal ConditionalWeakTable<SimLock, HeldLock> Locks { get; } = [];

    int IWorkerPool.WorkerCount => _options.Workers;

    bool IParticipation.MayParticipate => true;

    bool IParticipation.BorrowsThreads => true;

    /// <summary>Has a work item run soon, in the order that the seed decides.</summary>
    /// <param name="work">The item.</param>
    /// <exception cref="ArgumentNullException"><paramref name="work"/> is null.</exception>
    public void Enqueue(IThreadPoolWorkItem work) => Enqueue(work, null);

    /// <summary>The same for an item that goes on: as the same worker, where workers are interrupted.</summary>
    /// <param name="work">The item.</param>
    /// <exception cref="ArgumentNullException"><paramref name="work"/> is null.</exception>
    public void EnqueueAgain(IThreadPoolWorkItem work) => Enqueue(work, VirtualThread.Current?.Chain);

    private void Enqueue(IThreadPoolWorkItem work, Chain? worker)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!TryTake(out var taken))
        {
            _escapes.Arrive(new WorkAction(this, 0, default, work));
            return;
        }
        using var hold = taken;
        if (!_options.PreemptsWork)
        {
            Add(new WorkAction(this, Due(Clock), NextPath(), work));
            return;
        }
        NewThread(worker is { IsWorker: true } ? worker : NewChain($"worker {++_workers}", isWorker: true), work.Execute, Fail);
    }

    /// <summary>Runs the next action in place of a thread that waits, or has that thread wait until others have run one.</summary>
    /// <exception cref="DeadlockException">There is none, so that what the thread waits for cannot come.</exception>
    bool IParticipation.TryRunOther(bool again)
    {
        if (VirtualThread.Current is { } thread)
        {
            thread.Watch(_watching, again);
        }
        else if (!RunOther())
        {
            throw new DeadlockException($"A stream is waited for at {Now.TimeOfDay} of virtual time, and nothing is left to run.");
        }
        return true;
    }

    /// <summary>Runs the next action inside of another one. What it throws is the simulation's failure, and not only the error of who happens to wait.</summary>
    private bool RunOther()
    {
        using var hold = Take();   // here, as a thread that may not is nobody's failure but its own
        try
        {
            return RunNext();
        }
        catch (Exception error) when (_running is not null)
        {
            Fail(error);
            throw;
        }
    }

    long ICostModel.Begin()
    {
        VirtualThread.Current?.Look("claim");
        return 0;
    }

    long ICostModel.Since(long mark, int elements)
    {
        if (elements == 0)
            VirtualThread.Current?.Look("pass on");
        else
            VirtualThread.Current?.Point("pass on");
        return elements * s_costs[_options.VariesCosts ? ChooseCost() : 0];
    }

    private int ChooseCost()
    {
        using var hold = Take();   // a thread that waits for a stream works on it outside of actions, too
        return _choices.Next(ChoiceKind.Cost, CostSite, s_costs.Length);
    }

    IObserver<T> IEdgeWatch.WatchSource<T>(IObserver<T> stream) => Watched(stream, "an observable that a stream reads", reenters: true);

    IObserver<T> IEdgeWatch.WatchStream<T>(IObserver<T> observer) => Watched(observer, "a stream that an observer listens to", reenters: false);

    private IObserver<T> Watched<T>(IObserver<T> observer, string speaker, bool reenters) =>
        _options.WatchesEdges ? new GrammarEdge<T>(observer, speaker, Fail, reenters) : observer;

    /// <summary>Keeps a real thread that has carried one of the body's from carrying another one in this execution.</summary>
    internal void Keep(Carrier carrier)
    {
        if (_kept.Count < MostKept)
            _kept.Add(carrier);
        else
            carrier.Retire();
    }

    private void ReturnCarriers()
    {
        foreach (var carrier in _kept)
            carrier.Return();
        _kept.Clear();
    }

    /// <summary>Something has been done that the watching threads may wait for.</summary>
    internal void WakeWatching()
    {
        foreach (var thread in _watching)
            thread.Wake();
        _watching.Clear();
    }
}
