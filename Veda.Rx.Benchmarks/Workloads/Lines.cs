using System.Reactive.Linq;
using System.Runtime.InteropServices;
using R3;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Benchmarks.Idioms;
using ZLinq;
using Counts = System.Collections.Generic.Dictionary<string, int>;
using PathCount = System.Collections.Generic.KeyValuePair<string, int>;
using R3Observable = R3.Observable;
using RxObservable = System.Reactive.Linq.Observable;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>The everyday job: parse lines, count by a key, show the most frequent.</summary>
/// <remarks>An answer is the top ten as text, <c>path count</c>; the input is such that no two of them tie.</remarks>
internal sealed class Lines : Workload<string>
{
    private const int Top = 10;
    private const int SliceSize = 16_384;

    private static readonly Func<string, LogLine> s_parse = LogLine.Parse;
    private static readonly Func<LogLine, string> s_path = line => line.Path;
    private static readonly Func<PathCount, int> s_count = pair => pair.Value;
    private static readonly Func<Counts, LogLine, Counts> s_add = Add;

    private readonly string[] _lines;
    private readonly AkkaStreams _akka = new();

    public Lines(int n)
    {
        _lines = [.. SeededLog.Lines(n)];
        Expected = Show(_lines.GroupBy(line => line.Split(' ')[6]).Select(g => new PathCount(g.Key, g.Count())).OrderByDescending(s_count).Take(Top));
        Contenders =
        [
            Veda(() => Show(_lines.ToVeda().Map(s_parse).CountBy(s_path).TopN(Top, s_count).ToArray().Wait())),
            Limit(() => TopOf(StaticSplit.Reduce(n, Count, Merge))),
            Sequential(() => TopOf(Count(0, n))),
            Peer("linq", () => TopOf(_lines.Select(s_parse).CountBy(s_path))),
            Peer("plinq", () => Show(_lines.AsParallel().Select(s_parse).GroupBy(s_path)
                .Select(group => new PathCount(group.Key, group.Count())).OrderByDescending(s_count).Take(Top))),
            Peer("plinq-aggregate", () => TopOf(_lines.AsParallel().Select(s_parse).Aggregate(() => new Counts(), s_add, Merge, counts => counts))),
            Peer("parallel-foreach", () => TopOf(ParallelForEach.Reduce(n, SliceSize, Count, Merge))),
            Peer("dataflow", () => TopOf(Dataflow.Reduce(n, SliceSize, Count, Merge))),
            Peer("channels", () => TopOf(Channels.Reduce(n, SliceSize, Count, Merge))),
            Peer("rx", () => TopOf(RxObservable.ToObservable(_lines).Select(s_parse).Aggregate(new Counts(), s_add).Wait())),
            Peer("rx-long-running", () => TopOf(RxStreams.LongRunning(_lines).Select(s_parse).Aggregate(new Counts(), s_add).Wait())),
            Peer("r3", () => TopOf(R3Observable.ToObservable(_lines).Select(s_parse).AggregateAsync(new Counts(), s_add).Result)),
            Peer("zlinq", () => Show(_lines.AsValueEnumerable().Select(s_parse).CountBy(s_path).OrderByDescending(s_count).Take(Top).ToArray())),
            Peer("akka", () => TopOf(_akka.Reduce(n, SliceSize, Count, Merge))),
        ];
    }

    public override string Job => "log lines in memory: parse, count by path, the ten most frequent";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("limit", 0.9), Promise.AheadOf("plinq")];

    protected override string Expected { get; }

    public override Action PlainLoop() => () => Count(0, _lines.Length / 4);

    public override void Dispose() => _akka.Dispose();

    private static string TopOf(IEnumerable<PathCount> counts) => Show(counts.OrderByDescending(s_count).Take(Top));

    private static string Show(IEnumerable<PathCount> counts) => string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"));

    private Counts Count(int from, int to)
    {
        var counts = new Counts();
        foreach (var line in _lines.AsSpan(from, to - from))
            Add(counts, s_parse(line));
        return counts;
    }

    private static Counts Add(Counts counts, LogLine line)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(counts, s_path(line), out _)++;
        return counts;
    }

    private static Counts Merge(Counts into, Counts from)
    {
        foreach (var (path, count) in from)
            CollectionsMarshal.GetValueRefOrAddDefault(into, path, out _) += count;
        return into;
    }
}
