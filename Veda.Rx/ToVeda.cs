using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Veda.Rx.Sources;

namespace Veda.Rx;

/// <summary>The ways into a <see cref="VedaStream{T}"/>: factories, and <c>ToVeda</c> on every kind of sequence.</summary>
/// <remarks>
/// A type that is several kinds of sequence takes the first that applies: array, list, indexed list, async sequence,
/// sequence, observable.
/// </remarks>
public static partial class VedaStream
{
    /// <summary>The array as a stream, read in place.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The elements. Not copied: do not change them during a run.</param>
    /// <returns>A cold stream; its positions are the array's indices.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>Order: by index. Positions: indices. Errors: none of its own. Cost: an addition a batch; every thread at work reads its own part in place.</remarks>
    /// <example><code>var sum = new[] { 1, 2, 3 }.ToVeda().Map(x => x * x).Sum().Wait();</code></example>
    [OverloadResolutionPriority(6)]
    public static VedaStream<T> ToVeda<T>(this T[] source) => From(new ArraySource<T>(NotNull(source)));

    /// <summary>The list as a stream, read in place; changing the list during a run fails the run, as it does in LINQ.</summary>
    /// <remarks>
    /// Order: by index. Positions: indices. Errors: <see cref="InvalidOperationException"/> when the list is changed. Cost: an
    /// addition a batch; every thread at work reads its own part in place.
    /// </remarks>
    /// <inheritdoc cref="ToVeda{T}(T[])"/>
    [OverloadResolutionPriority(5)]
    public static VedaStream<T> ToVeda<T>(this List<T> source) => From(new ListSource<T>(NotNull(source)));

    /// <summary>The indexed list as a stream. Its indexer is called in order, by one thread at a time.</summary>
    /// <remarks>
    /// Order: by index. Positions: indices. Errors: what <c>Count</c> or the indexer throws, behind the elements before. Cost: one
    /// call and one copy an element, all one after the other.
    /// </remarks>
    /// <inheritdoc cref="ToVeda{T}(T[])"/>
    [OverloadResolutionPriority(4)]
    public static VedaStream<T> ToVeda<T>(this IReadOnlyList<T> source) => From(new ReadOnlyListSource<T>(NotNull(source)));

    /// <summary>The sequence as a stream. Each run has one enumerator, used by one thread at a time but not always the same one, and read ahead.</summary>
    /// <remarks>
    /// Order: as enumerated. Positions: counted. Errors: what the enumerator throws, at its end also on disposal, behind the
    /// elements before. Cost: two calls and one copy an element, all one after the other; an array or a <see cref="List{T}"/> is
    /// recognised and read as such.
    /// </remarks>
    /// <inheritdoc cref="ToVeda{T}(T[])"/>
    [OverloadResolutionPriority(2)]
    public static VedaStream<T> ToVeda<T>(this IEnumerable<T> source) => NotNull(source) switch
    {
        T[] array => array.ToVeda(),
        List<T> list => list.ToVeda(),
        _ => From(new EnumerableSource<T>(source)),
    };

    /// <summary>The async sequence as a stream: what is there is taken at once, and no thread waits for what is not.</summary>
    /// <remarks>
    /// Order: as enumerated. Positions: counted. Errors: what the enumerator throws, at its end also on disposal, behind the
    /// elements before. It gets a token that is cancelled when the run ends early; disposing it then is not waited for. Cost: two
    /// calls and one copy an element, all one after the other; an allocation where an element is not there yet.
    /// </remarks>
    /// <inheritdoc cref="ToVeda{T}(T[])"/>
    [OverloadResolutionPriority(3)]
    public static VedaStream<T> ToVeda<T>(this IAsyncEnumerable<T> source) => From(new AsyncEnumerableSource<T>(NotNull(source)));

    /// <summary>The channel as a stream. A run that ends early leaves what it has not claimed in the channel; runs at the same time share its elements.</summary>
    /// <remarks>
    /// Order: as read. Positions: counted. Errors: what the channel was completed with, behind the elements before. Cost: one call
    /// and one copy an element, all one after the other; no thread waits.
    /// </remarks>
    /// <inheritdoc cref="ToVeda{T}(T[])"/>
    public static VedaStream<T> ToVeda<T>(this ChannelReader<T> source) => From(new ChannelSource<T>(NotNull(source)));

    /// <summary>The observable as a stream. It is subscribed to on the thread that starts a run; its elements wait in a bounded queue.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">Cold or hot.</param>
    /// <param name="capacity">How many elements may wait; 1 or more. Null for <see cref="VedaOptions.QueueCapacity"/> of the scheduler that the stream runs on.</param>
    /// <param name="overflow">What happens to an element that finds the queue full.</param>
    /// <returns>A cold stream: every run subscribes anew.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1, or <paramref name="overflow"/> is not a policy.</exception>
    /// <remarks>
    /// A <see cref="VedaStream{T}"/> is returned itself if it is to wait: it waits for its reader anyway, and reads ahead within
    /// bounds of its own. With another policy it is a source like any other, which runs as fast as it can while its results
    /// wait in the queue. Order: that of arrival. Positions: counted as they are claimed. Threads: it may push on any thread, one
    /// element at a time. A thread that finds the queue full waits, or takes part in the run where waiting could stop it; a
    /// thread that will wait for the run's results, and is inside an action of Rx's current-thread scheduler, leaves the
    /// subscription to the task pool. Errors: what the observable ends with or its <c>Subscribe</c> throws, behind the elements
    /// before; with <see cref="OverflowPolicy.Fail"/> <see cref="InvalidOperationException"/>. Cost: one lock and two copies an
    /// element.
    /// </remarks>
    /// <example><code>using var shown = prices.ToVeda(100, OverflowPolicy.DropOldest).Map(Format).Subscribe(Show);</code></example>
    public static VedaStream<T> ToVeda<T>(this IObservable<T> source, int? capacity = null, OverflowPolicy overflow = OverflowPolicy.Wait)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (capacity is { } asked)
            AtLeastOne(asked, nameof(capacity));
        if (!Enum.IsDefined(overflow))
            throw new ArgumentOutOfRangeException(nameof(overflow), overflow, $"{nameof(overflow)} is {overflow}; allowed are {string.Join(", ", Enum.GetNames<OverflowPolicy>())}.");
        return source is VedaStream<T> stream && overflow == OverflowPolicy.Wait ? stream : From(new ObservableSource<T>(source, capacity, overflow));
    }

    /// <summary>The stream itself.</summary>
    /// <remarks>Order: the stream's. Errors: the stream's. Cost: none.</remarks>
    /// <inheritdoc cref="ToVeda{T}(T[])"/>
    [OverloadResolutionPriority(7)]
    public static VedaStream<T> ToVeda<T>(this VedaStream<T> source) => NotNull(source);

    private static void AtLeastOne(int argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
    {
        if (argument < 1)
            throw new ArgumentOutOfRangeException(name, argument, $"{name} is {argument}; allowed are 1 and more.");
    }

    private static T NotNull<T>(T argument, [CallerArgumentExpression(nameof(argument))] string? name = null) where T : class
    {
        ArgumentNullException.ThrowIfNull(argument, name);
        return argument;
    }
}
