using System.Reactive.Concurrency;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Runs the operators behind it on a scheduler.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="scheduler">Any Rx scheduler.</param>
    /// <returns>The same elements, in order; observers are called on that scheduler, too.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Positions: new ones behind a stage. Operators before it stay where they are: a new segment begins here, and
    /// results are handed over to it with back-pressure. Directly at a source, nothing is handed over: the scheduler is then
    /// the one that reads it. The default is the scheduler of <c>VedaRuntime.Default</c>. Errors: those of the stream;
    /// <see cref="ObjectDisposedException"/> if the scheduler is disposed of before the end. Cost: one copy an element where
    /// results are handed over; one scheduled action for each batch.
    /// </remarks>
    /// <example><code>stream.Map(Parse).On(new EventLoopScheduler()).Inspect(Show).Subscribe();</code></example>
    public static VedaStream<T> On<T>(this VedaStream<T> source, IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(source);
        NotNull(scheduler);
        if (source.Settings.Scheduler == scheduler)
            return source;
        var settings = source.Settings with { Scheduler = scheduler };
        return new(source.Flow is ReadFlow<T> ? source.Flow : new HandOverFlow<T>(source), settings);
    }

    /// <summary>Runs the operators behind it on a scheduler, with a priority: more or less urgent than what else runs there.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="scheduler">Any Rx scheduler. One that knows no priorities runs the stream as <c>On(scheduler)</c> does: of Rx's own, and on virtual time, that is all.</param>
    /// <param name="priority">For every batch.</param>
    /// <param name="deadline">
    /// How soon the run should be done, from when its subscription begins: of the same priority, batches of the run with the earliest deadline go first. More than zero; null for no
    /// deadline. A deadline that passes is no error, and ends nothing: the run's batches are the most urgent of their priority.
    /// </param>
    /// <returns>The same elements, in order; observers are called on that scheduler, too.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> or <paramref name="scheduler"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="priority"/> or <paramref name="deadline"/> is outside its range.</exception>
    /// <remarks>
    /// Order: kept; a priority changes no result. Positions, segments, and the rest: as <see cref="On{T}(VedaStream{T}, IScheduler)"/>. Threads: a batch that
    /// runs is not interrupted, and a thread that waits for the stream works on it whatever its priority. Streams that a delegate starts
    /// do not inherit it. Errors: those of the stream. Cost: two interlocked operations a batch; with a deadline a lock in each of them, too, and an object
    /// for each run. docs/guarantees.md says how long less urgent work can be kept waiting.
    /// </remarks>
    /// <example><code>
    /// var pool = VedaRuntime.Default.Scheduler;
    /// var report = archive.ToVeda().On(pool, WorkPriority.Low).Map(Parse).CountBy(x => x.Kind).ToList().AsTask();
    /// var answer = await query.ToVeda().On(pool, WorkPriority.High, TimeSpan.FromMilliseconds(50)).Map(Look).ToList();
    /// </code></example>
    public static VedaStream<T> On<T>(this VedaStream<T> source, IScheduler scheduler, WorkPriority priority, TimeSpan? deadline = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        NotNull(scheduler);
        return source.On(StreamSettings.Prioritized(scheduler, priority, deadline));
    }
}
