using System.Threading.Channels;
using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Runs the stream into a bounded channel.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="capacity">How many elements may wait in the channel; 1 or more. When it is full the stream waits, without holding a thread.</param>
    /// <param name="cancellationToken">Ends the run; the channel then completes with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The channel's reading end. Completes when the stream does, with its error if it fails.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1.</exception>
    /// <remarks>
    /// The run starts at once and goes on until the channel is full, whether or not somebody reads: who stops reading cancels the
    /// token, or the run stays. Order: the stream's. Errors: the stream's error completes the channel behind the elements
    /// before it. Cost: what a write to a channel costs, an element.
    /// </remarks>
    /// <example><code>await foreach (var line in lines.ToVeda().Map(Parse).ToChannel(100).ReadAllAsync()) Show(line);</code></example>
    public static ChannelReader<T> ToChannel<T>(this VedaStream<T> source, int capacity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        AtLeastOne(capacity);
        var isVirtual = source.Settings.IsVirtual;
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleWriter = true, AllowSynchronousContinuations = isVirtual });
        var consumer = new ChannelConsumer<T>(channel, capacity, isVirtual);
        var run = new PipelineRun();
        consumer.Producer = source.Flow.Deliver(run, source.Settings, consumer, consumer);
        run.Observe(source.Settings.Cancellation);
        run.Observe(cancellationToken);
        run.Start(pulled: true);
        return consumer.Reader();
    }
}
