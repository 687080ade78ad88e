using System.Reactive.Concurrency;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>A scheduler to run pipelines on.</summary>
internal sealed record Worker(string Name, Func<IScheduler> Scheduler)
{
    private static readonly WorkStealingScheduler s_one = new(new VedaOptions { Workers = 1 });
    private static readonly WorkStealingScheduler s_four = new(new VedaOptions { Workers = 4 });
    private static readonly EventLoopScheduler s_loop = new();

    /// <summary>Schedulers that run by themselves.</summary>
    public static readonly Worker[] Real =
    [
        new("one Veda worker", () => s_one),
        new("four Veda workers", () => s_four),
        new("the task pool", () => TaskPoolScheduler.Default),
        new("an event loop", () => s_loop),
    ];

    /// <summary>Schedulers that run on the thread that calls them.</summary>
    public static readonly Worker[] Inline =
    [
        new("the immediate scheduler", () => ImmediateScheduler.Instance),
        new("the current thread", () => CurrentThreadScheduler.Instance),
    ];

    public override string ToString() => Name;
}
