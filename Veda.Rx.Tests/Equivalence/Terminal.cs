namespace Veda.Rx.Tests.Equivalence;

/// <summary>One way to a single result, as Veda has it and as LINQ has it.</summary>
internal abstract record Terminal<T>(string Name)
{
    /// <summary>Whether the result depends on the order of the elements, so that an unordered stream may have another one.</summary>
    public bool NeedsOrder { get; init; }

    /// <summary>Whether it is decided before the end of the stream: errors behind that do not count.</summary>
    public bool EndsEarly { get; init; }

    /// <summary>The errors that it can throw itself, described.</summary>
    public string[] Errors { get; init; } = [];

    /// <summary>What LINQ gives.</summary>
    public abstract Outcome<object?> Linq(IEnumerable<T> sequence);

    /// <summary>What a thread gets that waits for it.</summary>
    public abstract Outcome<object?> Wait(VedaStream<T> stream, CancellationToken cancellation = default);

    /// <summary>What somebody gets who awaits it.</summary>
    public abstract Task<Outcome<object?>> Task(VedaStream<T> stream, CancellationToken cancellation = default);

    /// <summary>What an observer of the result sees.</summary>
    public abstract Task<Outcome<object?>> Observe(VedaStream<T> stream);

    public override string ToString() => Name;
}

/// <summary>One way to a result of some type.</summary>
internal sealed record Terminal<T, TResult>(string Name, Func<VedaStream<T>, VedaSingle<TResult>> Veda, Func<IEnumerable<T>, TResult> OfLinq) : Terminal<T>(Name)
{
    public override Outcome<object?> Linq(IEnumerable<T> sequence) => Outcome.OfResult(() => OfLinq(sequence));

    public override Outcome<object?> Wait(VedaStream<T> stream, CancellationToken cancellation = default) => Outcome.OfResult(() => Veda(stream).Wait(cancellation));

    public override async Task<Outcome<object?>> Task(VedaStream<T> stream, CancellationToken cancellation = default)
    {
        try
        {
            return Outcome.OfValue(await Veda(stream).AsTask(cancellation));
        }
        catch (Exception error)
        {
            return new([], error);
        }
    }

    public override async Task<Outcome<object?>> Observe(VedaStream<T> stream)
    {
        var probe = new Probe<TResult>();
        Veda(stream).Subscribe(probe);
        var seen = await probe.Ended;
        if (probe.Violation is { } violation)
            return new([], violation);
        return seen.Error is { } error ? new([], error) : Outcome.OfValue(seen.Elements.Single());
    }

    public override string ToString() => Name;
}

/// <summary>The kinds of terminals.</summary>
internal static class Terminal
{
    /// <summary>Every kind of terminal, given a number that varies it.</summary>
    public static Func<int, Terminal<T>>[] Kinds<T>(Element<T> e)
    {
        return
        [
            _ => Of("ToList", s => s.ToList(), s => s.ToList()),
            _ => Of("ToArray", s => s.ToArray(), s => s.ToArray()),
            k => Copied(k),
            _ => Of("Sum", s => s.Sum(x => (long)e.Number(x)), s => s.Sum(x => (long)e.Number(x))),
            k => Failing(k, "Sum", (s, f) => s.Sum(x => (long)f(x)), (s, f) => s.Sum(x => (long)f(x))),
            _ => Of("Average", s => s.Average(x => (long)e.Number(x)), s => s.Average(x => (long)e.Number(x))),
            _ => Of("Count", s => s.Count(), s => s.Count()),
            k => Of($"Count(%{k % 4 + 1})", s => s.Count(e.Test(x => x % (k % 4 + 1) == 0)), s => s.Count(e.Test(x => x % (k % 4 + 1) == 0))),
            _ => Of("LongCount", s => s.LongCount(), s => s.LongCount()),
            _ => Of("Min", s => s.Min(e.Number), s => s.Min(e.Number)),
            _ => Of("Max", s => s.Max(e.Number), s => s.Max(e.Number)),
            k => InOrder("MinBy", s => s.MinBy(x => e.Number(x) % (k + 1)), s => s.MinBy(x => e.Number(x) % (k + 1))),
            k => InOrder("MaxBy", s => s.MaxBy(x => e.Number(x) % (k + 1)), s => s.MaxBy(x => e.Number(x) % (k + 1))),
            _ => Early("First", s => s.First(), s => s.First()),
            k => Early($"First(≥{k})", s => s.First(e.Test(x => x >= k)), s => s.First(e.Test(x => x >= k))),
            k => Failing(k, "First(<0)", (s, f) => s.First(x => f(x) < 0), (s, f) => s.First(x => f(x) < 0)) with { NeedsOrder = true, EndsEarly = true },
            k => Early($"FlatMap(endless at {k}) → First(>{k})", s => s.FlatMap(x => Endless(x, k)).First(x => x > k), s => s.SelectMany(x => Endless(x, k)).First(x => x > k)),
            k => Early($"FirstOrDefault({k})", s => s.FirstOrDefault(e.Test(x => x == k)), s => s.FirstOrDefault(e.Test(x => x == k))),
            _ => InOrder("Last", s => s.Last(), s => s.Last()),
            _ => Early("Single", s => s.Single(), s => s.Single()),
            _ => Early("Any", s => s.Any(), s => s.Any()),
            k => Early($"Any({k})", s => s.Any(e.Test(x => x == k)), s => s.Any(e.Test(x => x == k))),
            k => Early($"All(<{k})", s => s.All(e.Test(x => x < k)), s => s.All(e.Test(x => x < k))),
            k => Failing(k, "All(≥0)", (s, f) => s.All(x => f(x) >= 0), (s, f) => s.All(x => f(x) >= 0)) with { NeedsOrder = true, EndsEarly = true },
            _ => Of("Contains", s => s.Contains(e.Of(7)), s => s.Contains(e.Of(7))) with { EndsEarly = true },
            _ => Of<List<int>>("Fold", s => s.Fold(() => new List<int>(), (list, x) => list.Add(e.Number(x)), (list, later) => list.AddRange(later)), s => [.. s.Select(e.Number)]),
            k => Failing(k, "Fold", (s, f) => s.Fold(() => 0L, (sum, x) => sum + f(x), (sum, later) => sum + later), (s, f) => s.Aggregate(0L, (sum, x) => sum + f(x))),
            _ => InOrder("Reduce(later)", s => s.Reduce((_, x) => x), s => s.Aggregate((_, x) => x)),
            _ => Of("Reduce(+)", s => s.Map(e.Number).Reduce((a, b) => a + b), s => s.Select(e.Number).Aggregate((a, b) => a + b)),
            _ => InOrder("Aggregate", s => s.Aggregate(1, (sum, x) => sum * 31 + e.Number(x)), s => s.Aggregate(1, (sum, x) => sum * 31 + e.Number(x))),
            k => Failing(k, "Aggregate", (s, f) => s.Aggregate(0, (sum, x) => sum + f(x)), (s, f) => s.Aggregate(0, (sum, x) => sum + f(x))),
            k => Dictionary(k),
            k => Of($"TopN({k % 20 + 1})", s => s.TopN(k % 20 + 1, e.Number).ToArray(), s => s.OrderByDescending(e.Number).Take(k % 20 + 1).ToArray()),
            k => Failing(k, "ForEach", (s, f) => s.ForEach(x => f(x)), (s, f) => Loop(s, f)),
        ];

        // Results that are collections are compared without their order where the stream has none.
        Terminal<T> Of<TResult>(string name, Func<VedaStream<T>, VedaSingle<TResult>> veda, Func<IEnumerable<T>, TResult> linq) => new Terminal<T, TResult>(name, veda, linq);

        Terminal<T> InOrder<TResult>(string name, Func<VedaStream<T>, VedaSingle<TResult>> veda, Func<IEnumerable<T>, TResult> linq) => Of(name, veda, linq) with { NeedsOrder = true };

        Terminal<T> Early<TResult>(string name, Func<VedaStream<T>, VedaSingle<TResult>> veda, Func<IEnumerable<T>, TResult> linq) => InOrder(name, veda, linq) with { EndsEarly = true };

        Terminal<T> Failing<TResult>(int k, string name, Func<VedaStream<T>, Func<T, int>, VedaSingle<TResult>> veda, Func<IEnumerable<T>, Func<T, int>, TResult> linq)
        {
            int Fail(T x) => e.Number(x) == k ? throw new FormatException($"failed at {k}") : e.Number(x);
            return Of($"{name}(throws at {k})", s => veda(s, Fail), s => linq(s, Fail)) with { Errors = [Outcome.Describe(new FormatException($"failed at {k}"))] };
        }

        Terminal<T> Copied(int room)
        {
            return Of($"CopyInto({room})", s => s.CopyInto(new T[room]), Count) with { Errors = [Outcome.Describe(TooLong())] };

            int Count(IEnumerable<T> items)
            {
                var count = 0;
                foreach (var _ in items)
                    count = count < room ? count + 1 : throw TooLong();
                return count;
            }

            ArgumentException TooLong() => new($"The stream has more elements than the destination's {room}.", "destination");
        }

        Terminal<T> Dictionary(int k) =>
            InOrder($"ToDictionary(mod {k + 1})", s => s.ToDictionary(x => e.Number(x) % (k + 1)), s => s.ToDictionary(x => e.Number(x) % (k + 1))) with
            {
                Errors = [.. Enumerable.Range(-k, 2 * k + 1).Select(x => Outcome.Describe(new ArgumentException($"An item with the same key has already been added. Key: {x}")))],
            };

        System.Reactive.Unit Loop(IEnumerable<T> items, Func<T, int> action)
        {
            foreach (var item in items)
                action(item);
            return default;
        }

        IEnumerable<int> Endless(T x, int k) => e.Number(x) == k ? From(k) : [e.Number(x)];
    }

    private static IEnumerable<int> From(int x)
    {
        while (true)
            yield return x++;
    }
}
