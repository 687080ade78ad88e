using System.Collections;
using Veda.Rx.Tests.Equivalence;
using Xunit;

namespace Veda.Rx.Tests.Operators;

/// <summary>Compares a verb with its counterpart in LINQ, in all the places where it can stand.</summary>
internal static class Against
{
    public static IReadOnlyList<int> Sizes { get; } = [0, 1, 2, 1023, 1024, 1025, 5000];

    private static readonly (string Name, Func<int[], VedaStream<int>> Of)[] s_sources =
    [
        ("array", data => data.ToVeda()),
        ("list", data => data.ToList().ToVeda()),
        ("enumerable", data => Yield(data).ToVeda()),
    ];

    private static readonly (string Name, Func<VedaStream<int>, VedaStream<int>> Of)[] s_tunings =
    [
        ("default", s => s),
        ("one", s => s.WithParallelism(1)),
        ("two, batches of 3 to 7", s => s.WithParallelism(2).WithBatch(3, 7)),
        ("four, batches of 1", s => s.WithParallelism(4).WithBatch(1, 1)),
    ];

    private static readonly Worker[] s_workers = [Worker.Default, .. Worker.All.Where(worker => Exclusions.ReasonForVerbs(worker) is null)];

    /// <summary>The verb sees the same as LINQ behind every source, prelude and tuning, on all schedulers in turn.</summary>
    /// <remarks>At each size every two of these meet, and all three do at one of three neighbouring sizes.</remarks>
    public static void Linq<T>(Func<VedaStream<int>, VedaStream<T>> veda, Func<IEnumerable<int>, IEnumerable<T>> linq)
    {
        foreach (var size in Sizes)
        {
            var data = Enumerable.Range(0, size).ToArray();
            var turn = size;
            foreach (var (row, prelude) in Preludes(size).Index())
            {
                // On lists LINQ's Skip passes over elements without evaluating the stages before it: not on plain sequences.
                var expected = Seen<T>.Of(linq(Yield(prelude.Linq(data))));
                foreach (var (column, tuning) in s_tunings.Index())
                {
                    var source = s_sources[(size + row + column) % s_sources.Length];
                    var worker = s_workers[turn++ % s_workers.Length];
                    var stream = veda(prelude.Veda(tuning.Of(source.Of(data).On(worker.Scheduler()))));
                    var place = $"{source.Name} of {size}, {prelude.Name}, {tuning.Name}, on {worker}";
                    Same(expected, Seen<T>.Of(stream), place);
                    Same(expected.OrErrorAlone(), Seen<T>.OfList(stream), place + ", waiting");
                }
            }
        }
    }

    /// <summary>A sequence that is nothing but a sequence.</summary>
    public static IEnumerable<T> Yield<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
            yield return item;
    }

    /// <summary>Fails at one element.</summary>
    public static Func<int, int> FailAt(int bad) => x => x == bad ? throw new InvalidDataException($"at {x}") : x;

    private static IEnumerable<(string Name, Func<VedaStream<int>, VedaStream<int>> Veda, Func<IEnumerable<int>, IEnumerable<int>> Linq)> Preludes(int size)
    {
        yield return ("alone", s => s, s => s);
        yield return ("behind a map", s => s.Map(x => x * 3), s => s.Select(x => x * 3));
        yield return ("behind a filter", s => s.Filter(x => x % 3 != 1), s => s.Where(x => x % 3 != 1));
        yield return ("behind a skip", s => s.Map(x => x + 1).Skip(5), s => s.Select(x => x + 1).Skip(5));
        yield return ("behind a scan", s => s.Scan(0, (a, b) => a ^ b), s => Scan(s, 0, (a, b) => a ^ b));
        foreach (var bad in new[] { 0, size / 2, size - 1 }.Distinct().Where(i => i >= 0 && i < size))
            yield return ($"failing at {bad}", s => s.Map(FailAt(bad)), s => s.Select(FailAt(bad)));
    }

    public static IEnumerable<TAcc> Scan<T, TAcc>(IEnumerable<T> source, TAcc seed, Func<TAcc, T, TAcc> accumulate)
    {
        foreach (var item in source)
            yield return seed = accumulate(seed, item);
    }

    public static IEnumerable<T> Scan<T>(IEnumerable<T> source, Func<T, T, T> accumulate)
    {
        using var items = source.GetEnumerator();
        if (!items.MoveNext())
            yield break;
        var sum = items.Current;
        yield return sum;
        while (items.MoveNext())
            yield return sum = accumulate(sum, items.Current);
    }

    private static void Same<T>(Seen<T> expected, Seen<T> actual, string place)
    {
        if (expected.Error == actual.Error && StructuralComparisons.StructuralEqualityComparer.Equals(expected.Items.ToArray(), actual.Items.ToArray()))
            return;
        var at = expected.Items.Zip(actual.Items).TakeWhile(p => StructuralComparisons.StructuralEqualityComparer.Equals(p.First, p.Second)).Count();
        Assert.Fail($"{place}: expected {expected.Items.Count} elements, then {expected.Error ?? "the end"}; got {actual.Items.Count}, then {actual.Error ?? "the end"}; the same up to {at}.");
    }
}
