using System.Reactive.Concurrency;
using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Empty actions scheduled by a thread of the scheduler itself, as a running action does that spawns more work.</summary>
internal sealed class SpawnInside : Spawn
{
    private readonly WorkStealingScheduler _veda = VedaRuntime.Default.Scheduler;

    public SpawnInside(int n)
        : base(n)
    {
        Contenders =
        [
            Veda(() => SpawnAllInside(loop => _veda.Schedule(loop), () => _veda.Schedule(Empty))),
            Limit(() => SpawnAllInside(EnterThreadPool, () => ThreadPool.UnsafeQueueUserWorkItem(EmptyItem, preferLocal: true))),
            Sequential(() => SpawnAll(Empty)),
            Peer("threadpool-local", () => SpawnAllInside(EnterThreadPool, () => ThreadPool.UnsafeQueueUserWorkItem(static empty => empty(), Empty, preferLocal: true))),
            Peer("rx-threadpool", () => SpawnAllInside(
                loop => ThreadPoolScheduler.Instance.Schedule(loop), () => ThreadPoolScheduler.Instance.Schedule(Empty))),
            Peer("rx-taskpool", () => SpawnAllInside(
                loop => TaskPoolScheduler.Default.Schedule(loop), () => TaskPoolScheduler.Default.Schedule(Empty))),
        ];
    }

    public override string Job => "empty actions, scheduled from a worker";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("threadpool-local", 2), Promise.AtLeast("rx-taskpool", 4)];

    private static void EnterThreadPool(Action loop) => ThreadPool.UnsafeQueueUserWorkItem(static loop => loop(), loop, preferLocal: false);
}
