using Veda.Rx.Testing;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>A small pipeline that stands for others: each has another way through the engine.</summary>
/// <param name="Veda">The stream of a scene. Its delegates call the scene.</param>
/// <param name="Linq">The same by LINQ, given what its delegates call.</param>
internal sealed record Representative(Func<Scene, VedaStream<int>> Veda, Func<Func<int, int>, IEnumerable<int>> Linq)
{
    /// <summary>Keys of different delegates are as far apart.</summary>
    private const int Next = 1_000;

    public static IReadOnlyDictionary<string, Representative> All { get; } = new Dictionary<string, Representative>
    {
        ["streams within streams"] = new(
            scene => scene.Numbers(5).FlatMap(x => scene.Numbers(3).Map(y => scene.Call(x * 10 + y)).FlatMap(y => scene.Numbers(2).Map(z => scene.Call(Next + y * 2 + z)))),
            call => Enumerable.Range(0, 5).SelectMany(x => Enumerable.Range(0, 3).Select(y => call(x * 10 + y)).SelectMany(y => Enumerable.Range(0, 2).Select(z => call(Next + y * 2 + z))))),
        ["on another scheduler"] = new(
            scene => scene.Numbers(24).Map(scene.Call).On(new Neighbour(scene.Scheduler)).Filter(x => scene.Call(Next + x) % 3 != 0),
            call => Enumerable.Range(0, 24).Select(call).Where(x => call(Next + x) % 3 != 0)),
        ["an async sequence"] = new(
            scene => scene.Tuned(scene.Paused(16).ToVeda()).Map(x => scene.Call(Next + x)),
            call => Enumerable.Range(0, 16).Select(call).Select(x => call(Next + x))),
        ["a hot observable"] = new(
            scene => scene.Tuned(scene.Watched(Hot(scene.Scheduler, 16)).ToVeda()).Map(scene.Call),
            call => Enumerable.Range(0, 16).Select(call)),
        ["cold observables within a stream"] = new(
            scene => scene.Numbers(6).FlatMap(x => scene.Watched(Cold(scene.Scheduler, scene.Call(Next + x) - Next, 3))).Map(scene.Call),
            call => Enumerable.Range(0, 6).SelectMany(x => Enumerable.Range((call(Next + x) - Next) * 10, 3)).Select(call)),
        ["an unordered stream"] = new(
            scene => scene.Numbers(24).Unordered().Map(scene.Call).Filter(x => scene.Call(Next + x) % 4 != 0),
            call => Enumerable.Range(0, 24).Select(call).Where(x => call(Next + x) % 4 != 0))
        {
            IsOrdered = false,
        },
        ["scanned at the merge"] = new(
            scene => scene.Numbers(24).Map(scene.Call).Scan(0, (sum, x) => sum + scene.Call(Next + x) - Next).TakeWhile(x => scene.Call(2 * Next + x) < 2 * Next + 150),
            call => Running(Enumerable.Range(0, 24).Select(call), (sum, x) => sum + call(Next + x) - Next).TakeWhile(x => call(2 * Next + x) < 2 * Next + 150)),
    };

    /// <summary>Whether the results have an order.</summary>
    public bool IsOrdered { get; init; } = true;

    private static IEnumerable<int> Running(IEnumerable<int> source, Func<int, int, int> step)
    {
        var sum = 0;
        foreach (var x in source)
            yield return sum = step(sum, x);
    }

    /// <summary>Numbers at virtual times: each at another one, since among what is due at the same one chance decides.</summary>
    private static ITestableObservable<int> Hot(TestScheduler scheduler, int count) => scheduler.CreateHotObservable(
        [.. Enumerable.Range(0, count).Select(i => ReactiveTest.OnNext(10 + i * i % 3 + i * 3, i)), ReactiveTest.OnCompleted<int>(20 + count * 3)]);

    private static ITestableObservable<int> Cold(TestScheduler scheduler, int number, int count) => scheduler.CreateColdObservable(
        [.. Enumerable.Range(0, count).Select(i => ReactiveTest.OnNext(1 + i, number * 10 + i)), ReactiveTest.OnCompleted<int>(1 + count)]);
}
