using System.Reactive.Concurrency;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>One operator, as Veda has it and as LINQ has it.</summary>
internal sealed record Step(string Name, Func<VedaStream<int>, VedaStream<int>> Veda, Func<IEnumerable<int>, IEnumerable<int>> Linq)
{
    public override string ToString() => Name;

    /// <summary>Every kind of step, given a number that varies it.</summary>
    public static readonly Func<int, Step>[] Kinds =
    [
        k => new($"Map(+{k})", s => s.Map(x => x + k), s => s.Select(x => x + k)),
        k => new($"Filter(%{k % 4 + 1})", s => s.Filter(x => x % (k % 4 + 1) == 0), s => s.Where(x => x % (k % 4 + 1) == 0)),
        k => new($"Map(throws at {k})", s => s.Map(x => Fail(x, k)), s => s.Select(x => Fail(x, k))),
        k => new($"Filter(throws at {k})", s => s.Filter(x => Fail(x, k) % 2 == 0), s => s.Where(x => Fail(x, k) % 2 == 0)),
        k => new($"FlatMap(×{k % 4})", s => s.FlatMap(x => Enumerable.Repeat(x, k % 4)), s => s.SelectMany(x => Enumerable.Repeat(x, k % 4))),
        k => new($"FlatMap(9000 at {k})", s => s.FlatMap(x => Long(x, k)), s => s.SelectMany(x => Long(x, k))),
        k => new($"Take({k})", s => s.Take(k), s => s.Take(k)),
        k => new($"Skip({k})", s => s.Skip(k), s => s.Skip(k)),
        k => new($"TakeWhile(<{k})", s => s.TakeWhile(x => x < k), s => s.TakeWhile(x => x < k)),
        k => new($"Scan(mod {k + 1})", s => s.Scan(0, (sum, x) => (sum + x) % (k + 1)), s => Running(s, k + 1)),
        k => new($"Scan(throws at {k})", s => s.Scan(0, (_, x) => Fail(x, k)), s => s.Select(x => Fail(x, k))),
        k => new($"Chunk({k + 1})", s => s.Chunk(k + 1).FlatMap(chunk => chunk), s => s.Chunk(k + 1).SelectMany(chunk => chunk)),
        k => new("Enumerate", s => s.Enumerate().Map(pair => (int)pair.Index - pair.Value), s => s.Select((x, i) => i - x)),
        k => new($"Select(x + i, {k})", s => s.Select((x, i) => x + i), s => s.Select((x, i) => x + i)),
        k => new($"Where(i % {k % 3 + 1})", s => s.Where((x, i) => i % (k % 3 + 1) == 0), s => s.Where((x, i) => i % (k % 3 + 1) == 0)),
        k => new($"Concat({k})", s => s.Concat(Beside(s, -k, k).Map(x => x * 2)), s => s.Concat(Enumerable.Range(-k, k).Select(x => x * 2))),
        k => new($"Zip({k})", s => s.Zip(Beside(s, 0, k).Filter(x => x % 3 != 0), (x, y) => x - y), s => s.Zip(Enumerable.Range(0, k).Where(x => x % 3 != 0), (x, y) => x - y)),
        k => new("MapWith", s => s.MapWith(() => new int[1], (state, x) => state[0] = x, state => state[0] = -1), s => s),
        k => new("On(task pool)", s => s.On(TaskPoolScheduler.Default), s => s),
        k => new("On(default)", s => s.On(VedaRuntime.Default.Scheduler), s => s),
        k => new($"TopN({k % 20 + 1})", s => s.TopN(k % 20 + 1), s => s.OrderDescending().Take(k % 20 + 1)),
        k => new($"CountBy(%{k + 1})", s => s.CountBy(x => x % (k + 1)).Map(pair => pair.Key * 100 + pair.Value), s => s.CountBy(x => x % (k + 1)).Select(pair => pair.Key * 100 + pair.Value)),
        k => new($"FlatMap(throws inside {k})", s => s.FlatMap(x => Broken(x, k)), s => s.SelectMany(x => Broken(x, k))),
    ];

    /// <summary>Whether the results depend on the order of the elements, so that an unordered stream promises nothing of them.</summary>
    public bool NeedsOrder => s_needOrder.Any(name => Name.StartsWith(name, StringComparison.Ordinal));

    private static readonly string[] s_needOrder = ["Take", "Skip", "Scan", "Chunk", "Enumerate", "Select(x + i", "Where(i", "Zip"];

    /// <summary>Another stream, on the same scheduler.</summary>
    private static VedaStream<int> Beside(VedaStream<int> stream, int first, int count) =>
        VedaStream.Range(first, count).On(stream.Settings.Scheduler!);

    private static IEnumerable<int> Running(IEnumerable<int> source, int modulus)
    {
        var sum = 0;
        foreach (var x in source)
            yield return sum = (sum + x) % modulus;
    }

    private static int Fail(int x, int k) => x == k ? throw new FormatException($"failed at {k}") : x;

    private static IEnumerable<int> Long(int x, int k) => Enumerable.Range(x, x == k ? 9000 : 1);

    private static IEnumerable<int> Broken(int x, int k)
    {
        yield return x;
        yield return x == k ? throw new FormatException($"failed inside {k}") : -x;
    }
}
