using System.Reactive.Concurrency;
using Veda.Rx.Testing;
using Veda.Rx.Tests.VirtualTime;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>One operator, as Veda has it and as LINQ has it.</summary>
internal sealed record Step<T>(string Name, Func<VedaStream<T>, VedaStream<T>> Veda, Func<IEnumerable<T>, IEnumerable<T>> Linq)
{
    /// <summary>Whether the results depend on the order of the elements, so that an unordered stream promises less.</summary>
    public bool NeedsOrder { get; init; }

    /// <summary>
    /// All that it could make of some elements in any order, with nothing thrown; null where the results are other ones when
    /// the order, or one element, is.
    /// </summary>
    public Func<IEnumerable<T>, IEnumerable<T>>? AtMost { get; init; } = Linq;

    /// <summary>Whether its delegate waits for another stream on the same scheduler.</summary>
    public bool Waits { get; init; }

    /// <summary>The error that it can throw, described.</summary>
    public string? Error { get; init; }

    public override string ToString() => Name;

    /// <summary>The same operator where an unordered stream keeps some of the elements.</summary>
    public Step<T> Keeping() => this with { NeedsOrder = true, AtMost = s => s };

    /// <summary>The same operator where an unordered stream shows other values.</summary>
    public Step<T> InOrder() => this with { NeedsOrder = true, AtMost = null };

    /// <summary>Calls something when it has seen as many elements as that, in whatever order they come.</summary>
    public static Step<T> Calling(int at, Action what)
    {
        var seen = 0;
        return new($"Map(calls at {at})", s => s.Map(x =>
        {
            if (Interlocked.Increment(ref seen) == at)
                what();
            return x;
        }), s => s);
    }
}

/// <summary>The kinds of steps.</summary>
internal static class Step
{
    /// <summary>Every kind of step, given a number that varies it.</summary>
    public static Func<int, Step<T>>[] Kinds<T>(Element<T> e)
    {
        return
        [
            k => Map($"Map(+{k})", e.Map(x => x + k)),
            k => new($"Map(kernel, +{k})", s => s.Map(new Plus<T>(e, k)), s => s.Select(e.Map(x => x + k))),
            k => Filter($"Filter(%{k % 4 + 1})", e.Test(x => x % (k % 4 + 1) == 0)),
            k => new($"Filter(kernel, %{k % 4 + 1})", s => s.Filter(new Divides<T>(e, k % 4 + 1)), s => s.Where(e.Test(x => x % (k % 4 + 1) == 0))),
            k => Map($"Map(throws at {k})", e.Map(x => Fail(x, k))) with { Error = Failed(k), AtMost = s => s.Where(e.Test(x => x != k)) },
            k => Filter($"Filter(throws at {k})", e.Test(x => Fail(x, k) % 2 == 0)) with { Error = Failed(k), AtMost = s => s.Where(e.Test(x => x != k && x % 2 == 0)) },
            k => new($"Inspect(throws at {k})", s => s.Inspect(x => Fail(e.Number(x), k)), s => s.Select(e.Map(x => Fail(x, k)))) { Error = Failed(k), AtMost = s => s.Where(e.Test(x => x != k)) },
            k => FlatMap($"FlatMap(×{k % 4})", x => Enumerable.Repeat(x, k % 4)),
            k => FlatMap($"FlatMap(9000 at {k})", x => Enumerable.Range(x, x == k ? 9000 : 1)),
            k => FlatMap($"FlatMap(throws inside {k})", x => Broken(x, k)) with { Error = Failed(k), AtMost = s => s.SelectMany(x => e.Number(x) == k ? [x] : new[] { x, e.Of(-e.Number(x)) }) },
            k => new($"FlatMap(stream of {k % 5})", s => s.FlatMap(_ => Beside(s, k % 5)), s => s.SelectMany(_ => Numbers(k % 5))) { Waits = true },
            k => new Step<T>($"FlatMap(endless at {k}) → Take({k * 2})", s => s.FlatMap(Lift(x => Endless(x, k))).Take(k * 2), s => s.SelectMany(Lift(x => Endless(x, k))).Take(k * 2)).InOrder(),
            k => new Step<T>($"FlatMap(endless at {k}) → TakeWhile(<{k * 2})", s => s.FlatMap(Lift(x => Endless(x, k))).TakeWhile(e.Test(x => x < k * 2)), s => s.SelectMany(Lift(x => Endless(x, k))).TakeWhile(e.Test(x => x < k * 2))).InOrder(),
            k => new Step<T>($"Take({k})", s => s.Take(k), s => s.Take(k)).Keeping(),
            k => new Step<T>($"Skip({k})", s => s.Skip(k), s => s.Skip(k)).Keeping(),
            k => new Step<T>($"TakeWhile(<{k})", s => s.TakeWhile(e.Test(x => x < k)), s => s.TakeWhile(e.Test(x => x < k))).Keeping(),
            k => Scan($"Scan(mod {k + 1})", (sum, x) => (sum + x) % (k + 1)),
            k => Scan($"Scan(throws at {k})", (_, x) => Fail(x, k)) with { NeedsOrder = false, Error = Failed(k), AtMost = s => s.Where(e.Test(x => x != k)) },
            k => new($"Chunk({k + 1})", s => s.Chunk(k + 1).FlatMap(chunk => chunk), s => s.Chunk(k + 1).SelectMany(chunk => chunk)),
            k => new Step<T>("Enumerate", s => s.Enumerate().Map(pair => e.Of((int)pair.Index - e.Number(pair.Value))), s => s.Select((x, i) => e.Of(i - e.Number(x)))).InOrder(),
            k => new Step<T>($"Select(x + i, {k})", s => s.Select((x, i) => e.Of(e.Number(x) + i)), s => s.Select((x, i) => e.Of(e.Number(x) + i))).InOrder(),
            k => new Step<T>($"Where(i % {k % 3 + 1})", s => s.Where((x, i) => i % (k % 3 + 1) == 0), s => s.Where((x, i) => i % (k % 3 + 1) == 0)).Keeping(),
            k => new($"Concat({k})", s => s.Concat(Beside(s, k).Map(e.Map(x => x * 2))), s => s.Concat(Numbers(k).Select(e.Map(x => x * 2)))),
            k => new Step<T>($"Zip({k})", s => s.Zip(Beside(s, k).Filter(e.Test(x => x % 3 != 0)), Difference), s => s.Zip(Numbers(k).Where(e.Test(x => x % 3 != 0)), Difference)).InOrder(),
            _ => new("MapWith", s => s.MapWith(() => new T[1], (state, x) => state[0] = x, state => state[0] = default!), s => s),
            _ => new("Inspect", s => s.Inspect(_ => { }), s => s),
            _ => new("WithProgress", s => s.WithProgress(new Progress()), s => s),
            _ => new("On(another)", s => s.On(Another(s.Settings.Scheduler!)), s => s),
            k => new Step<T>($"TopN({k % 20 + 1})", s => s.TopN(k % 20 + 1, e.Number), s => s.OrderByDescending(e.Number).Take(k % 20 + 1)) { AtMost = s => s },
            k => new Step<T>($"CountBy(%{k + 1})", s => s.CountBy(x => e.Number(x) % (k + 1)).Map(Entry), s => s.CountBy(x => e.Number(x) % (k + 1)).Select(Entry)) { AtMost = null },
            k => new Step<T>($"AggregateBy(%{k + 1})", s => s.AggregateBy(x => e.Number(x) % (k + 1), 0, (sum, x) => sum + e.Number(x)).Map(Entry), s => s.AggregateBy(x => e.Number(x) % (k + 1), 0, (sum, x) => sum + e.Number(x)).Select(Entry)) { AtMost = null },
        ];

        Step<T> Map(string name, Func<T, T> map) => new(name, s => s.Map(map), s => s.Select(map));

        Step<T> Filter(string name, Func<T, bool> test) => new(name, s => s.Filter(test), s => s.Where(test));

        Step<T> FlatMap(string name, Func<int, IEnumerable<int>> map) => new(name, s => s.FlatMap(Lift(map)), s => s.SelectMany(Lift(map)));

        Step<T> Scan(string name, Func<int, int, int> step) =>
            new Step<T>(name, s => s.Scan(0, (sum, x) => step(sum, e.Number(x))).Map(e.Of), s => Running(s.Select(e.Number), step).Select(e.Of)).InOrder();

        Func<T, IEnumerable<T>> Lift(Func<int, IEnumerable<int>> map) => x => map(e.Number(x)).Select(e.Of);

        T Difference(T x, T y) => e.Of(e.Number(x) - e.Number(y));

        T Entry(KeyValuePair<int, int> pair) => e.Of(pair.Key * 100 + pair.Value);

        IEnumerable<T> Numbers(int count) => Enumerable.Range(0, count).Select(e.Of);

        // Another stream that runs as this one does.
        VedaStream<T> Beside(VedaStream<T> stream, int count) => new(e.Range(count).Flow, stream.Settings);
    }

    /// <summary>A scheduler beside a pipeline's own; virtual time has one thread for both.</summary>
    private static IScheduler Another(IScheduler scheduler) => scheduler switch
    {
        SeededTestScheduler seeded => new Neighbour(seeded),
        IServiceProvider beside when beside.GetService(typeof(SeededTestScheduler)) is SeededTestScheduler seeded => seeded,
        HistoricalScheduler => scheduler,
        TaskPoolScheduler => VedaRuntime.Default.Scheduler,
        _ => TaskPoolScheduler.Default,
    };

    private static IEnumerable<int> Running(IEnumerable<int> source, Func<int, int, int> step)
    {
        var sum = 0;
        foreach (var x in source)
            yield return sum = step(sum, x);
    }

    private static string Failed(int k) => Outcome.Describe(new FormatException($"failed at {k}"));

    private static int Fail(int x, int k) => x == k ? throw new FormatException($"failed at {k}") : x;

    private static IEnumerable<int> Broken(int x, int k)
    {
        yield return x;
        yield return -Fail(x, k);
    }

    private static IEnumerable<int> Endless(int x, int k) => x == k ? From(x) : [x];

    private static IEnumerable<int> From(int x)
    {
        while (true)
            yield return x++;
    }

    private sealed class Progress : IProgress<long>
    {
        public void Report(long value)
        {
        }
    }

    private readonly struct Plus<T>(Element<T> e, int k) : IKernel<Plus<T>, T, T>
    {
        public T Invoke(T value) => e.Of(e.Number(value) + k);
    }

    private readonly struct Divides<T>(Element<T> e, int k) : IPredicateKernel<Divides<T>, T>
    {
        public bool Invoke(T value) => e.Number(value) % k == 0;
    }
}
