using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Workloads;

/// <param name="Name">What <c>--only</c> and the report call it.</param>
/// <param name="Size">Elements of a measured run.</param>
/// <param name="QuickSize">Elements of a run when warming up and with <c>--quick</c>; enough to make the parallel paths run.</param>
/// <param name="Create">Prepares the workload for a number of elements.</param>
internal sealed record CatalogueEntry(string Name, int Size, int QuickSize, Func<int, Workload> Create);

/// <summary>Every workload of <c>compare</c>, in the order in which they run.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<CatalogueEntry> All { get; } =
    [
        new("light", 20_000_000, 500_000, n => new Light(n)),
        new("light-kernel", 20_000_000, 500_000, n => new LightKernel(n)),
        new("heavy", 20_000, 1_000, n => new Heavy(n)),
        new("skewed", 20_000, 1_000, n => new Skewed(n)),
        new("collect", 5_000_000, 500_000, n => new Collect(n)),
        new("enumerable", 5_000_000, 200_000, n => new FromEnumerable(n)),
        new("lines", 1_000_000, 20_000, n => new Lines(n)),
        new("file-lines", 9_000_000, 30_000, n => new FileLines(n)),
        new("push", 5_000_000, 200_000, n => new Push(n)),
        new("tiny-10", 10, 10, n => new Tiny(n)),
        new("tiny-100", 100, 100, n => new Tiny(n)),
        new("tiny-10k", 10_000, 10_000, n => new Tiny(n)),
        new("float-sum", 20_000_000, 500_000, n => new FloatSum(n)),
        new("spawn-outside", 1_000_000, 20_000, n => new SpawnOutside(n)),
        new("spawn-inside", 1_000_000, 20_000, n => new SpawnInside(n)),
        new("nested", 1_000_000, 50_000, n => new Nested(n)),
        new("adaptive", 20_000, 200, n => new Adaptive(n)),
        new("blocking", 2_000, 40, n => new Blocking(n)),
        new("wake-soon", 500, 50, n => new Wake(n, pause: TimeSpan.FromMicroseconds(500))),
        new("wake-late", 100, 10, n => new Wake(n, pause: TimeSpan.FromMilliseconds(5))),
        new("steal", 12_800, 1_280, n => new Steal(n)),
        new("fairness-await", 100, 10, n => new Fairness(n, awaits: true)),
        new("fairness-wait", 100, 10, n => new Fairness(n, awaits: false)),
        new("idle", 10_000, 1_000, n => new Idle(n)),
        new("det-heavy", 20_000, 1_000, n => new DeterministicHeavy(n)),
        new("det-actions-recursive", 1_000_000, 20_000, n => new VirtualActions(n, recursive: true)),
        new("det-actions-outstanding", 100_000, 20_000, n => new VirtualActions(n, recursive: false)),
        new("explore-actions", 20_000, 1_000, n => new Exploration(n, threads: false)),
        new("explore-steps", 5_000, 500, n => new Exploration(n, threads: true)),
        new("record-light", 20_000_000, 500_000, n => new Recording(n, heavy: false)),
        new("record-heavy", 20_000, 1_000, n => new Recording(n, heavy: true)),
    ];

    /// <summary>The workloads with one of the given names or, where no workload has the name, of the family that it begins.</summary>
    /// <exception cref="ArgumentException">A name fits no workload.</exception>
    public static IReadOnlyList<CatalogueEntry> Choose(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return All;
        var chosen = names.SelectMany(Matching).ToHashSet();
        return [.. All.Where(chosen.Contains)];
    }

    private static IEnumerable<CatalogueEntry> Matching(string name)
    {
        var matching = All.Where(e => e.Name == name).ToArray();
        if (matching.Length == 0)
            matching = [.. All.Where(e => e.Name.StartsWith(name + "-", StringComparison.Ordinal))];
        return matching.Length > 0
            ? matching
            : throw new ArgumentException($"no workload is called {name}; there are {string.Join(", ", All.Select(e => e.Name))}");
    }
}
