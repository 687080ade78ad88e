using System.Reactive.Concurrency;

namespace Veda.Rx.Testing;

/// <summary>An operator, what its source says, and the scheduler on which.</summary>
/// <param name="Operation">The operator.</param>
/// <param name="Script">What the source says.</param>
/// <param name="Seed">Of a seeded scheduler; null for one without.</param>
/// <param name="Options">How far to look.</param>
internal sealed record LawCase<T, TResult>(Func<IObservable<T>, IScheduler, IObservable<TResult>> Operation, ObservableScript<T> Script, ulong? Seed, RxLawsOptions Options)
{
    /// <summary>When to stop looking: past the script's last instant, and not behind the last one that there is.</summary>
    public long End => Math.Min(Options.Horizon.Ticks, DateTimeOffset.MaxValue.Ticks - LastInstant) + LastInstant;

    private long LastInstant => ReactiveTest.Subscribed + (Script.Messages.Count == 0 ? 0 : Math.Max(0, Script.Messages[^1].Time));

    public TestScheduler Scheduler() => Seed is { } seed
        ? new SeededTestScheduler(seed, new SeededOptions { MaxSteps = Options.MaxSteps })
        : new WatchedScheduler(Options.MaxSteps);
}
