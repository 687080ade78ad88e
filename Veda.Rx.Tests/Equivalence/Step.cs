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
        k => new($"FlatMap(throws inside {k})", s => s.FlatMap(x => Broken(x, k)), s => s.SelectMany(x => Broken(x, k))),
    ];

    private static int Fail(int x, int k) => x == k ? throw new FormatException($"failed at {k}") : x;

    private static IEnumerable<int> Long(int x, int k) => Enumerable.Range(x, x == k ? 9000 : 1);

    private static IEnumerable<int> Broken(int x, int k)
    {
        yield return x;
        yield return x == k ? throw new FormatException($"failed inside {k}") : -x;
    }
}
