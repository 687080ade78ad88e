using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Veda.Rx.Diagnostics;

namespace Veda.Rx;

/// <summary>What streams run on: owns one <see cref="WorkStealingScheduler"/>.</summary>
/// <remarks>Thread safety: every member may be called from any thread.</remarks>
public sealed class VedaRuntime : IAsyncDisposable, IDisposable
{
    private static readonly Lazy<VedaRuntime> s_default = new(static () => new VedaRuntime());
    private static readonly AsyncLocal<UsedScheduler?> s_used = new();

    /// <summary>Creates a runtime of its own; its threads start with the first work.</summary>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public VedaRuntime(VedaOptions? options = null)
    {
        Options = (options ?? new VedaOptions()).Validated();
        Scheduler = new WorkStealingScheduler(Options);
    }

    /// <summary>The runtime of streams that name no other. Created at the first use, with default options; lives as long as the process.</summary>
    public static VedaRuntime Default => s_default.Value;

    /// <summary>Where streams run that the calling code starts and that name no scheduler.</summary>
    internal static IScheduler CurrentScheduler => UsedScheduler.Innermost(s_used.Value)?.Scheduler ?? Default.Scheduler;

    /// <summary>
    /// Has streams that name no scheduler run on this one instead of the default runtime's, if they are started by the calling code, by what it calls, or by what it awaits; other
    /// flows of the process do not see it.
    /// </summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <returns>Ends that when it is disposed. Uses that have begun inside of it go on.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="scheduler"/> is null.</exception>
    /// <remarks>For tests above all. A delegate of a stream that starts another stream on a worker thread is not in the flow, unless the scheduler carries it there, as that of Veda.Rx.Testing does.</remarks>
    /// <example><code>
    /// using (VedaRuntime.Use(CurrentThreadScheduler.Instance))
    ///     report = Summarize(lines);   // whose streams name no scheduler
    /// </code></example>
    public static IDisposable Use(IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        var used = new UsedScheduler(scheduler, UsedScheduler.Innermost(s_used.Value));
        s_used.Value = used;
        return Disposable.Create(() =>
        {
            used.HasEnded = true;
            s_used.Value = UsedScheduler.Innermost(s_used.Value);
        });
    }

    /// <summary>The settings that this runtime was built with.</summary>
    public VedaOptions Options { get; }

    /// <summary>The scheduler that this runtime owns.</summary>
    public WorkStealingScheduler Scheduler { get; }

    /// <summary>Says what the runtime does at present: the machine, the scheduler with its workers, and every running stream with what it waits for.</summary>
    /// <returns>The report; its text answers "why does my stream not finish?".</returns>
    /// <remarks>
    /// May be called at any time and from any thread, from inside a stream too, and after the runtime has ended. It stops nothing and holds locks for moments only, so its figures can be of slightly different moments. Runs
    /// none of the callers' code but the clock and throws nothing of its own. Cost: some microseconds for each stream, and the reading of some small files about the machine.
    /// </remarks>
    /// <example><code>
    /// Console.WriteLine(VedaRuntime.Default.Diagnose());
    /// </code></example>
    public DiagnosticReport Diagnose() => DiagnosticReport.Of(this);

    /// <summary>Runs what is queued and ends the threads: <see cref="WorkStealingScheduler.DisposeAsync"/>.</summary>
    /// <returns>A task that completes when all threads have ended.</returns>
    /// <exception cref="InvalidOperationException">This is <see cref="Default"/>, which others use too.</exception>
    public ValueTask DisposeAsync()
    {
        RefuseForDefault();
        return Scheduler.DisposeAsync();
    }

    /// <summary>Drops what is queued and ends the threads: <see cref="WorkStealingScheduler.Dispose"/>.</summary>
    /// <exception cref="InvalidOperationException">This is <see cref="Default"/>, which others use too.</exception>
    public void Dispose()
    {
        RefuseForDefault();
        Scheduler.Dispose();
    }

    private void RefuseForDefault()
    {
        if (s_default.IsValueCreated && ReferenceEquals(this, s_default.Value))
            throw new InvalidOperationException($"{nameof(VedaRuntime)}.{nameof(Default)} is shared by the whole process and cannot be disposed; create a {nameof(VedaRuntime)} of your own.");
    }

    /// <summary>A use that has begun, and the one that it is inside of.</summary>
    private sealed class UsedScheduler(IScheduler scheduler, UsedScheduler? outer)
    {
        public IScheduler Scheduler => scheduler;

        /// <summary>Other flows may still hold it. Written once.</summary>
        public bool HasEnded { get; set; }

        public static UsedScheduler? Innermost(UsedScheduler? used)
        {
            while (used is { HasEnded: true })
                used = used.Outer;
            return used;
        }

        private UsedScheduler? Outer => outer;
    }
}
