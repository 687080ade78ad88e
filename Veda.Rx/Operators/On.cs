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
}
