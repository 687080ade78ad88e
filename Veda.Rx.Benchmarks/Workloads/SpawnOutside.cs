using System.Reactive.Concurrency;
using System.Threading.Tasks.Dataflow;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Empty actions scheduled by a thread that is none of the scheduler's.</summary>
internal sealed class SpawnOutside : Spawn
{
    private readonly WorkStealingScheduler _veda = VedaRuntime.Default.Scheduler;

    public SpawnOutside(int n)
        : base(n)
    {
        Contenders =
        [
            Veda(() => SpawnAll(() => _veda.Schedule(Empty))),
            Limit(() => SpawnAll(() => ThreadPool.UnsafeQueueUserWorkItem(EmptyItem, preferLocal: false))),
            Sequential(() => SpawnAll(Empty)),
            Peer("threadpool-global", () => SpawnAll(() => ThreadPool.UnsafeQueueUserWorkItem(static empty => empty(), Empty, preferLocal: false))),
            Peer("rx-threadpool", () => SpawnAll(() => ThreadPoolScheduler.Instance.Schedule(Empty))),
            Peer("rx-taskpool", () => SpawnAll(() => TaskPoolScheduler.Default.Schedule(Empty))),
            Peer("dataflow", RunDataflow),
        ];
    }

    public override string Job => "empty actions, scheduled from outside";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("rx-threadpool", 1)];

    private int RunDataflow()
    {
        var block = new ActionBlock<Action>(empty => empty(), new ExecutionDataflowBlockOptions
        {
            MaxDegreeOfParallelism = Dataflow.Options.MaxDegreeOfParallelism,
            SingleProducerConstrained = true,
        });
        return SpawnAll(() => block.Post(Empty));
    }
}
