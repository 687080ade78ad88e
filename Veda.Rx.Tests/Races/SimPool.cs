using Veda.Rx.Internal;
using Veda.Rx.Testing;

namespace Veda.Rx.Tests.Races;

/// <summary>A scheduler of a few simulated workers. Its queue is one atomic step to put to and to take from; the real one is explored by itself.</summary>
internal sealed class SimPool(int workers)
{
    private readonly Parker[] _parkers = [.. Enumerable.Range(0, workers).Select(_ => new Parker())];
    private readonly Queue<Action> _queue = [];
    private readonly Stack<Parker> _idle = [];

    /// <summary>One body for each worker: it waits for something to run, for ever.</summary>
    public Action[] Workers => [.. _parkers.Select(parker => (Action)(() => Work(parker)))];

    public void Enqueue(Action action)
    {
        VirtualThread.Current?.Fence("enqueue", this);
        _queue.Enqueue(action);
        if (_idle.TryPop(out var parker))
            SimSync.Wake(parker);
    }

    private void Work(Parker parker)
    {
        while (true)
        {
            VirtualThread.Current!.Fence("dequeue", this);
            if (_queue.TryDequeue(out var action))
            {
                action();
                continue;
            }
            _idle.Push(parker);
            SimSync.Wait(parker, spins: false);
        }
    }
}
