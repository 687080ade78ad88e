using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Veda.Rx.Benchmarks.Idioms;

/// <summary>Rx sources on a scheduler that can run long: one tight loop on a thread of its own.</summary>
/// <remarks>
/// The plain forms, <c>ToObservable()</c> and <c>Observable.Range(…)</c>, are what the documentation shows and compete as
/// <c>rx</c>; they schedule every element anew on the current thread. The forms here compete as <c>rx-long-running</c>.
/// </remarks>
internal static class RxStreams
{
    public static IObservable<T> LongRunning<T>(IEnumerable<T> source) => source.ToObservable(TaskPoolScheduler.Default);

    public static IObservable<int> LongRunningRange(int count) => Observable.Range(0, count, TaskPoolScheduler.Default);
}
