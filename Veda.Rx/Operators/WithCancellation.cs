namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Ends every run of the stream with <see cref="OperationCanceledException"/> when a token is cancelled.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="cancellationToken">The token. Tokens given before it count as well.</param>
    /// <returns>The same stream, cancellable.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// Order: kept. Holds for the whole stream, wherever it stands. Errors: the exception carries the token, and the observer is
    /// told at once; nothing more is claimed after the cancellation, what is being worked on is finished and dropped. Cost: one
    /// registration a run.
    /// </remarks>
    /// <example><code>var total = numbers.ToVeda().Map(Slow).WithCancellation(token).Sum().Wait();</code></example>
    public static VedaStream<T> WithCancellation<T>(this VedaStream<T> source, CancellationToken cancellationToken) =>
        new(NotNull(source).Flow, source.Settings with { Cancellation = source.Settings.Cancellation.Add(cancellationToken) });
}
