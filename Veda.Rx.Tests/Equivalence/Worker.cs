using System.Reactive.Concurrency;
using Veda.Rx.Tests.Guarantees;
using Veda.Rx.Tests.Policies;
using Veda.Rx.Tests.WorkStealing;

namespace Veda.Rx.Tests.Equivalence;

/// <summary>A scheduler to run pipelines on.</summary>
/// <param name="Scheduler">Gives it: always the same one, or a new one for every run where a run uses it up.</param>
internal sealed record Worker(string Name, Func<IScheduler> Scheduler)
{
    private static readonly WorkStealingScheduler s_one = new(new VedaOptions { Workers = 1 });
    private static readonly WorkStealingScheduler s_two = new(new VedaOptions { Workers = 2 });
    private static readonly WorkStealingScheduler s_four = new(new VedaOptions { Workers = 4 });
    private static readonly WorkStealingScheduler s_restless = new(new VedaOptions
    {
        MinWorkers = 1,
        MaxWorkers = 4,
        Policy = new RestlessPolicy(),
        AdaptationInterval = TimeSpan.FromMilliseconds(1),
        IdleTimeout = TimeSpan.FromMilliseconds(5),
        Time = new HastyTime(),
    });

    private static readonly EventLoopScheduler s_loop = new();

    /// <summary>Whether it has one thread of its own, which must not wait for itself.</summary>
    public bool IsLoop { get; init; }

    /// <summary>Whether it starts a thread for every action.</summary>
    public bool IsThreadEach { get; init; }

    /// <summary>Whether it runs on the thread that calls it, so that <c>Subscribe</c> returns when the run is over.</summary>
    public bool IsInline { get; init; }

    /// <summary>Whether its time is virtual: it runs when it is told to, and one thread may use it.</summary>
    public bool IsVirtual { get; init; }

    /// <summary>Schedulers that run by themselves.</summary>
    public static readonly Worker[] Real =
    [
        new("one Veda worker", () => s_one),
        new("two Veda workers", () => s_two),
        new("four Veda workers", () => s_four),
        new("one Veda worker and four in turns", () => s_restless),
        new("the task pool", () => TaskPoolScheduler.Default),
        new("the thread pool", () => ThreadPoolScheduler.Instance),
        new("an event loop", () => s_loop) { IsLoop = true },
        new("a thread for every action", () => NewThreadScheduler.Default) { IsThreadEach = true },
    ];

    /// <summary>Schedulers that run on the thread that calls them.</summary>
    public static readonly Worker[] Inline =
    [
        new("the immediate scheduler", () => ImmediateScheduler.Instance) { IsInline = true },
        new("the current thread", () => CurrentThreadScheduler.Instance) { IsInline = true },
    ];

    /// <summary>Rx's virtual time.</summary>
    public static readonly Worker Virtual = new("virtual time", () => new HistoricalScheduler()) { IsVirtual = true };

    /// <summary>The default runtime's.</summary>
    public static readonly Worker Default = new("the default runtime", () => VedaRuntime.Default.Scheduler);

    public static readonly Worker[] All = [.. Real, .. Inline, Virtual];

    /// <summary>Lets a scheduler that does not run by itself do what it has to do.</summary>
    public static void Drive(IScheduler scheduler) => (scheduler as HistoricalScheduler)?.Start();

    /// <summary>Waits until what a scheduler has queued now has had its turn.</summary>
    public static async Task Settle(IScheduler scheduler)
    {
        for (var i = 0; i < 3; i++)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            scheduler.Schedule(done.SetResult);
            Drive(scheduler);
            await done.Task.InTime();
        }
    }

    public override string ToString() => Name;
}
