using System.Reactive.Linq;
using System.Threading.Channels;
using System.Threading.Tasks.Dataflow;
using Akka.Streams.Dsl;
using R3;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;
using ZLinq;
using R3Observable = R3.Observable;
using RxObservable = System.Reactive.Linq.Observable;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Every element reaches an observer, one at a time and in order, as in any Rx program.</summary>
internal sealed class Push : Workload<Seen>
{
    private const int ChunkSize = 8_192;

    private static readonly Func<int, long> s_widen = x => x * 3L + 1;
    private static readonly Func<Slice, long[]> s_mapSlice = MapSlice;

    private readonly int _n;
    private readonly AkkaStreams _akka = new();

    public Push(int n)
    {
        _n = n;
        Expected = new Seen(n, 3L * n * (n - 1) / 2 + n, InOrder: true);
        Contenders =
        [
            Veda(() => Observed(observer => VedaStream.Range(0, n).Map(s_widen).Subscribe(observer))),
            Limit(() => Observed(RunLoop)),
            Peer("linq", () => Observed(observer => Deliver(Enumerable.Range(0, n).Select(s_widen), observer))),
            Peer("plinq", () => Observed(observer => Deliver(ParallelEnumerable.Range(0, n).AsOrdered().Select(s_widen), observer))),
            Peer("dataflow", () => Observed(RunDataflow)),
            Peer("channels", () => Observed(observer => RunChannel(observer).Wait())),
            Peer("rx", () => Observed(observer => RxObservable.Range(0, n).Select(s_widen).Subscribe(observer))),
            Peer("rx-long-running", () => Observed(observer => RxStreams.LongRunningRange(n).Select(s_widen).Subscribe(observer))),
            Peer("r3", () => Observed(observer => R3Observable.Range(0, n).Select(s_widen).Subscribe(observer.OnNext, _ => observer.OnCompleted()))),
            Peer("zlinq", () => Observed(RunZLinq)),
            Peer("akka", () => Observed(RunAkka)),
        ];
    }

    public override string Job => "a range: map to long, deliver to an observer";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("rx", 20), Promise.AllocatesNothingPerElement()];

    protected override Seen Expected { get; }

    public override Action PlainLoop() => () => RunLoop(new CheckingObserver());

    public override void Dispose() => _akka.Dispose();

    private static Seen Observed(Action<IObserver<long>> run)
    {
        var observer = new CheckingObserver();
        run(observer);
        return observer.WaitForEnd();
    }

    private void RunLoop(IObserver<long> observer)
    {
        for (var i = 0; i < _n; i++)
            observer.OnNext(s_widen(i));
        observer.OnCompleted();
    }

    private void RunZLinq(IObserver<long> observer)
    {
        foreach (var value in ValueEnumerable.Range(0, _n).Select(s_widen))
            observer.OnNext(value);
        observer.OnCompleted();
    }

    /// <summary>Slices are mapped in parallel; the block hands them on in order.</summary>
    private void RunDataflow(IObserver<long> observer)
    {
        var map = new TransformBlock<Slice, long[]>(s_mapSlice, Dataflow.Options);
        var deliver = new ActionBlock<long[]>(chunk => DeliverChunk(chunk, observer), new ExecutionDataflowBlockOptions { SingleProducerConstrained = true, BoundedCapacity = 64 });
        map.LinkTo(deliver, new DataflowLinkOptions { PropagateCompletion = true });
        Dataflow.SendAll(Slice.Cut(_n, ChunkSize), map);
        deliver.Completion.Wait();
        observer.OnCompleted();
    }

    /// <summary>One thread maps, another delivers.</summary>
    private async Task RunChannel(IObserver<long> observer)
    {
        var channel = Channel.CreateBounded<long[]>(new BoundedChannelOptions(64) { SingleWriter = true, SingleReader = true });
        var mapping = Task.Run(() => Channels.WriteAll(Slice.Cut(_n, ChunkSize).Select(s_mapSlice), channel.Writer));
        await foreach (var chunk in channel.Reader.ReadAllAsync())
            DeliverChunk(chunk, observer);
        await mapping;
        observer.OnCompleted();
    }

    private void RunAkka(IObserver<long> observer)
    {
        Source.From(Slice.Cut(_n, ChunkSize))
            .SelectAsync(Environment.ProcessorCount, slice => Task.Run(() => s_mapSlice(slice)))
            .RunForeach(chunk => DeliverChunk(chunk, observer), _akka.Materializer)
            .Wait();
        observer.OnCompleted();
    }

    private static void Deliver(IEnumerable<long> values, IObserver<long> observer)
    {
        foreach (var value in values)
            observer.OnNext(value);
        observer.OnCompleted();
    }

    private static void DeliverChunk(long[] chunk, IObserver<long> observer)
    {
        foreach (var value in chunk)
            observer.OnNext(value);
    }

    private static long[] MapSlice(Slice slice)
    {
        var mapped = GC.AllocateUninitializedArray<long>(slice.To - slice.From);
        for (var i = 0; i < mapped.Length; i++)
            mapped[i] = s_widen(slice.From + i);
        return mapped;
    }
}
