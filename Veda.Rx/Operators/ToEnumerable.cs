using System.Collections;
using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>The stream as a sequence: every enumeration runs it, and the enumerating thread takes part while it waits.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>A lazy sequence, in the stream's order. A slow reader slows the stream; leaving the loop early ends the run.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// For methods that take a sequence; <c>foreach</c> works on the stream itself. Order: kept. Errors: the stream's error is
    /// thrown behind the elements before it. Cost: two copies an element.
    /// </remarks>
    /// <example><code>var text = string.Join(", ", VedaStream.Range(0, 10).Map(x => x * x).ToEnumerable());</code></example>
    public static IEnumerable<T> ToEnumerable<T>(this VedaStream<T> source) => new Results<T>(NotNull(source), default);

    /// <summary>The stream as an async sequence, for methods that take one; <c>await foreach</c> works on the stream itself.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <returns>A lazy sequence, in the stream's order. A slow reader slows the stream, and no thread waits; leaving the loop early ends the run.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>Order: kept. Errors: the stream's error is thrown behind the elements before it. Cost: two copies an element.</remarks>
    /// <example><code>IAsyncEnumerable&lt;int&gt; numbers = VedaStream.Range(0, 10).AsAsyncEnumerable();</code></example>
    public static IAsyncEnumerable<T> AsAsyncEnumerable<T>(this VedaStream<T> source) => new AsyncResults<T>(NotNull(source));
}

internal sealed class Results<T>(VedaStream<T> source, CancellationToken cancellation) : IEnumerable<T>
{
    public IEnumerator<T> GetEnumerator() => new ResultEnumerator<T>(source, cancellation);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal sealed class AsyncResults<T>(VedaStream<T> source) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => source.GetAsyncEnumerator(cancellationToken);
}
