using Veda.Rx.Testing;
using Veda.Rx.Tests.Equivalence;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>Pipelines that put strings into hash tables: their hash codes are others in every process.</summary>
internal static class KeyedRuns
{
    private const int Count = 400;

    public static IReadOnlyDictionary<string, Func<ulong, SeededRun>> All { get; } = new Dictionary<string, Func<ulong, SeededRun>>
    {
        ["CountBy"] = seed => Observed("CountBy", seed, numbers => numbers.CountBy(Word)),
        ["CountBy, unordered"] = seed => Observed("CountBy, unordered", seed, numbers => numbers.Unordered().CountBy(Word)),
        ["AggregateBy"] = seed => Observed("AggregateBy", seed, numbers => numbers.AggregateBy(Word, "", (words, x) => words.Length < 20 ? $"{words} {x}" : words)),
        ["AggregateBy, unordered"] = seed => Observed("AggregateBy, unordered", seed, numbers => numbers.Unordered().AggregateBy(Word, 0, (sum, x) => sum + x)),
        ["TopN"] = seed => Observed("TopN", seed, numbers => numbers.Map(Word).TopN(7, StringComparer.Ordinal)),
        ["ToDictionary"] = seed => SeededRun.Of("ToDictionary", seed, 3, scheduler =>
        {
            var words = Numbers(scheduler).Map(x => $"{Word(x)} {x}").ToDictionary(word => word, word => word.Length).Wait();
            return () => string.Join(' ', words);
        }),
    };

    private static SeededRun Observed<T>(string name, ulong seed, Func<VedaStream<int>, VedaStream<T>> pipeline) => SeededRun.Of(name, seed, 3, scheduler =>
    {
        var probe = new Probe<T>();
        pipeline(Numbers(scheduler)).Subscribe(probe);
        return () => $"{string.Join(' ', probe.Heard.Elements)} {probe.Heard.End}";
    });

    private static VedaStream<int> Numbers(SeededTestScheduler scheduler) => VedaStream.Range(0, Count).On(scheduler).WithBatch(1, 32).Filter(x => x % 7 != 0);

    private static string Word(int number) => $"word {number * 31 % 53}";
}
