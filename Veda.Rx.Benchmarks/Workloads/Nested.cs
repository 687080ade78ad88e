using System.Reactive.Linq;
using Akka.Streams.Dsl;
using R3;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;
using ZLinq;
using R3Observable = R3.Observable;
using RxObservable = System.Reactive.Linq.Observable;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>A parallel stream whose delegate runs and awaits another one.</summary>
internal sealed class Nested : Workload<long>
{
    private const int Inner = 1_000;

    private static readonly Func<int, long> s_widen = x => x * 3L + 1;
    private static readonly Func<long, long, long> s_add = (a, b) => a + b;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly int[] _starts;
    private readonly AkkaStreams _akka = new();

    public Nested(int n)
    {
        _starts = [.. Enumerable.Range(0, n / Inner).Select(i => i * Inner)];
        Expected = 3L * n * (n - 1) / 2 + n;
        Contenders =
        [
            Veda(() => _starts.ToVeda().Map(start => VedaStream.Range(start, Inner).Map(s_widen).Sum().Wait()).Sum().Wait()),
            Limit(() => StaticSplit.Reduce(_starts.Length, Sum, s_add)),
            Sequential(() => Sum(0, _starts.Length)),
            Peer("linq", () => _starts.Sum(start => Enumerable.Range(start, Inner).Select(s_widen).Sum())),
            Peer("plinq", () => _starts.AsParallel().Sum(start => ParallelEnumerable.Range(start, Inner).Select(s_widen).Sum())),
            Peer("parallel-foreach", () => ParallelForEach.Reduce(_starts.Length, size: 50, SumEachInParallel, s_add)),
            Peer("rx", () => RxObservable.ToObservable(_starts).SelectMany(start => RxObservable.Range(start, Inner).Select(s_widen).Sum()).Sum().Wait()),
            Peer("r3", () => R3Observable.ToObservable(_starts).SelectMany(start => R3Observable.Range(start, Inner).Select(s_widen)).SumAsync().Result),
            Peer("zlinq", () => _starts.AsValueEnumerable().Select(start => ValueEnumerable.Range(start, Inner).Select(s_widen).Sum()).Sum()),
            Peer("akka", SumWithAkka),
        ];
    }

    public override string Job => "a stream whose every element runs an inner stream of 1,000: map, sum, sum of sums";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AheadOf("plinq")];

    public override IReadOnlyList<Check> Checks => [new("completes on one worker, inside a lock", CompletesOnOneWorkerInsideALock)];

    protected override long Expected { get; }

    public override Action PlainLoop() => () => Sum(0, _starts.Length);

    public override void Dispose() => _akka.Dispose();

    private async Task CompletesOnOneWorkerInsideALock()
    {
        await using var runtime = new VedaRuntime(new VedaOptions { Workers = 1 });
        var scheduler = runtime.Scheduler;
        var gate = new Lock();
        var run = Task.Run(() => _starts.ToVeda().On(scheduler).Map(start =>
        {
            lock (gate)
                return VedaStream.Range(start, Inner).On(scheduler).Map(s_widen).Sum().Wait();
        }).Sum().Wait());
        if (await Task.WhenAny(run, Task.Delay(s_patience)) != run)
            throw new WrongAnswerException($"veda did not complete on one worker inside a lock within {s_patience.TotalSeconds} s.");
        if (await run != Expected)
            throw new WrongAnswerException($"veda answered {await run} on one worker; right is {Expected}.");
    }

    private long SumWithAkka() =>
        Source.From(_starts)
            .MergeMany(Environment.ProcessorCount, start => Source.From(Enumerable.Range(start, Inner)).Select(x => s_widen(x)).Sum(s_add))
            .RunSum(s_add, _akka.Materializer)
            .Result;

    private long SumEachInParallel(int from, int to)
    {
        var sum = 0L;
        foreach (var start in _starts.AsSpan(from, to - from))
            sum += ParallelForEach.Reduce(Inner, size: Inner / 2, (lower, upper) => SumInner(start + lower, start + upper), s_add);
        return sum;
    }

    private long Sum(int from, int to)
    {
        var sum = 0L;
        foreach (var start in _starts.AsSpan(from, to - from))
            sum += SumInner(start, start + Inner);
        return sum;
    }

    private static long SumInner(int from, int to)
    {
        var sum = 0L;
        for (var x = from; x < to; x++)
            sum += s_widen(x);
        return sum;
    }
}
