using System.Runtime.InteropServices;
using System.Text;
using Veda.Rx.Benchmarks.Harness;
using Counts = System.Collections.Generic.Dictionary<string, int>;
using PathCount = System.Collections.Generic.KeyValuePair<string, int>;
using Utf8Counts = System.Collections.Generic.Dictionary<byte[], int>;
using Utf8PathCount = System.Collections.Generic.KeyValuePair<System.ReadOnlyMemory<byte>, int>;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>The everyday job from a file that is larger than memory should be: parse lines, count by a key, show the most frequent.</summary>
/// <remarks>The file is in the page cache after the first round, so it is the processor that is measured.</remarks>
internal sealed class FileLines : Workload<string>
{
    private const int Top = SeededLogFile.Most;

    private static readonly Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> s_pathBytes = Utf8LogLine.PathOf;
    private static readonly Func<Utf8PathCount, int> s_bytesCount = pair => pair.Value;
    private static readonly LineOptions s_lent = new() { ReusesMemory = true };
    private static readonly Func<string, LogLine> s_parse = LogLine.Parse;
    private static readonly Func<PathCount, int> s_count = pair => pair.Value;

    private readonly SeededLogFile _log;

    public FileLines(int n)
    {
        _log = SeededLogFile.Ensure(n);
        Expected = Show(_log.Top);
        Contenders =
        [
            Veda(() => Show(VedaStream.Utf8Lines(_log.Path, s_lent).CountBy(s_pathBytes).TopN(Top, s_bytesCount).ToArray().Wait().Select(Text))),
            Limit(() => TopOf(LogParts.Reduce(_log.Path, 1.0, Environment.ProcessorCount, Create, Count, Merge))),
            Sequential(() => TopOf(LogParts.Reduce(_log.Path, 1.0, 1, Create, Count, Merge))),
            Peer("plinq", () => TopOf(File.ReadLines(_log.Path).AsParallel().Select(s_parse).Aggregate(() => new Counts(), Add, Merge, counts => counts))),
        ];
    }

    public override string Job => "log lines in a file: parse, count by path, the ten most frequent";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("limit", 0.9), Promise.AtLeast("plinq", 2), PeakChild.Below("file-lines", 200)];

    protected override string Expected { get; }

    public override Action PlainLoop() => () => LogParts.Reduce(_log.Path, 0.125, 1, Create, Count, Merge);

    private static PathCount Text(Utf8PathCount pair) => new(Encoding.UTF8.GetString(pair.Key.Span), pair.Value);

    private static string TopOf(Utf8Counts counts) =>
        TopOf(counts.Select(pair => new PathCount(Encoding.UTF8.GetString(pair.Key), pair.Value)));

    private static string TopOf(IEnumerable<PathCount> counts) => Show(counts.OrderByDescending(s_count).Take(Top));

    private static string Show(IEnumerable<PathCount> counts) => string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"));

    private static Utf8Counts Create() => new(Utf8Keys.Comparer);

    /// <summary>Counts the paths of whole lines.</summary>
    private static void Count(Utf8Counts counts, ReadOnlySpan<byte> lines)
    {
        var bySpan = counts.GetAlternateLookup<ReadOnlySpan<byte>>();
        while (!lines.IsEmpty)
        {
            var length = lines.IndexOf((byte)'\n');
            var line = lines[..length];
            lines = lines[(length + 1)..];
            Utf8LogLine.Parse(line, out var start, out var path, out _, out _);
            CollectionsMarshal.GetValueRefOrAddDefault(bySpan, line.Slice(start, path), out _)++;
        }
    }

    private static Utf8Counts Merge(Utf8Counts into, Utf8Counts from) => Merge<byte[], Utf8Counts>(into, from);

    private static Counts Merge(Counts into, Counts from) => Merge<string, Counts>(into, from);

    private static TCounts Merge<TKey, TCounts>(TCounts into, TCounts from) where TKey : notnull where TCounts : Dictionary<TKey, int>
    {
        foreach (var (path, count) in from)
            CollectionsMarshal.GetValueRefOrAddDefault(into, path, out _) += count;
        return into;
    }

    private static Counts Add(Counts counts, LogLine line)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(counts, line.Path, out _)++;
        return counts;
    }
}
