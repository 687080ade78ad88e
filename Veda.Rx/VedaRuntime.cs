using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Veda.Rx;

/// <summary>What streams run on: owns one <see cref="WorkStealingScheduler"/>.</summary>
/// <remarks>Thread safety: every member may be called from any thread.</remarks>
public sealed class VedaRuntime : IAsyncDisposable, IDisposable
{
    private static readonly Lazy<VedaRuntime> s_default = new(static () => new VedaRuntime());
    private static readonly AsyncLocal<IScheduler?> s_used = new();

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
    internal static IScheduler CurrentScheduler => s_used.Value ?? Default.Scheduler;

    /// <summary>
    /// Has streams that name no scheduler run on this one instead of the default runtime's, if they are started by the calling code, by what it calls, or by what it awaits; other
    /// flows of the process do not see it.
    /// </summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <returns>Ends that, where it is disposed in the same flow.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="scheduler"/> is null.</exception>
    /// <remarks>For tests above all. A delegate of a stream that starts another stream on a worker thread is not in the flow, unless the scheduler carries it there, as that of Veda.Rx.Testing does.</remarks>
    /// <example><code>
    /// using (VedaRuntime.Use(CurrentThreadScheduler.Instance))
    ///     report = Summarize(lines);   // whose streams name no scheduler
    /// </code></example>
    public static IDisposable Use(IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        var outer = s_used.Value;
        s_used.Value = scheduler;
        return Disposable.Create(() => s_used.Value = outer);
    }

    /// <summary>The settings that this runtime was built with.</summary>
    public VedaOptions Options { get; }

    /// <summary>The scheduler that this runtime owns.</summary>
    public WorkStealingScheduler Scheduler { get; }

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
}
