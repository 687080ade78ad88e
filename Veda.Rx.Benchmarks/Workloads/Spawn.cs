using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Schedules empty actions one by one and waits until all have run. An answer is the number that ran.</summary>
internal abstract class Spawn(int n) : Workload<int>
{
    protected static readonly Action Empty = SpawnTally.Count;
    protected static readonly IThreadPoolWorkItem EmptyItem = new WorkItem();

    protected sealed override int Expected => n;

    public sealed override Action PlainLoop() => () =>
    {
        for (var i = 0; i < n; i++)
            Empty();
    };

    /// <summary>Calls <paramref name="spawn"/> once per action and waits for the actions.</summary>
    protected int SpawnAll(Action spawn)
    {
        SpawnTally.Reset();
        SpawnLoop(spawn);
        return SpawnTally.WaitFor(n);
    }

    /// <summary>The same from inside: <paramref name="enter"/> brings the loop onto a thread of the scheduler.</summary>
    protected int SpawnAllInside(Action<Action> enter, Action spawn)
    {
        SpawnTally.Reset();
        enter(() => SpawnLoop(spawn));
        return SpawnTally.WaitFor(n);
    }

    private void SpawnLoop(Action spawn)
    {
        for (var i = 0; i < n; i++)
            spawn();
    }

    private sealed class WorkItem : IThreadPoolWorkItem
    {
        public void Execute() => Empty();
    }
}
