namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Bounds how many threads work on the stream at the same time. Without it they are as many as the scheduler has workers.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="participants">The most; 1 to 1,024. A thread that waits for the stream and works on it counts.</param>
    /// <returns>The same stream with this bound.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="participants"/> is outside its range.</exception>
    /// <remarks>
    /// Order: kept. Changes no result. Holds for the segment, as <see cref="Unordered"/> says. Errors: those of the stream.
    /// Cost: none.
    /// </remarks>
    /// <example><code>var rows = queries.ToVeda().Map(Execute).WithParallelism(4);</code></example>
    public static VedaStream<T> WithParallelism<T>(this VedaStream<T> source, int participants)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (participants is < 1 or > 1024)
            throw new ArgumentOutOfRangeException(nameof(participants), participants, $"{nameof(participants)} is {participants}; allowed are 1 to 1024.");
        return new(source.Flow, source.Settings with { Parallelism = participants });
    }
}
