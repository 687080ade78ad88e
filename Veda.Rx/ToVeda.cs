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
    [OverloadResolutionPriority(6)]
    public static VedaStream<T> ToVeda<T>(this T[] source) => From(new ArraySource<T>(NotNull(source)));

    /// <summary>The list as a stream, read in place; changing the list during a run fails the run, as it does in LINQ.</summary>
    /// <inheritdoc cref="ToVeda{T}(T[])"/>
    [OverloadResolutionPriority(5)]
    public static VedaStream<T> ToVeda<T>(this List<T> source) => From(new ListSource<T>(NotNull(source)));

    /// <summary>The indexed list as a stream. Its indexer is called in order, by one thread at a time.</summary>
    /// <inheritdoc cref="ToVeda{T}(T[])"/>
    [OverloadResolutionPriority(4)]
    public static VedaStream<T> ToVeda<T>(this IReadOnlyList<T> source) => From(new ReadOnlyListSource<T>(NotNull(source)));

    /// <summary>The sequence as a stream. Each run has one enumerator, used by one thread at a time but not always the same one, and read ahead.</summary>
    /// <inheritdoc cref="ToVeda{T}(T[])"/>
    [OverloadResolutionPriority(2)]
    public static VedaStream<T> ToVeda<T>(this IEnumerable<T> source) => NotNull(source) switch
    {
        T[] array => array.ToVeda(),
        List<T> list => list.ToVeda(),
        _ => From(new EnumerableSource<T>(source)),
    };

    /// <summary>The async sequence as a stream: what is there is taken at once, and no thread waits for what is not.</summary>
    /// <remarks>The enumerator gets a token that is cancelled when the run ends early; disposing it then is not waited for.</remarks>
    /// <inheritdoc cref="ToVeda{T}(T[])"/>
    [OverloadResolutionPriority(3)]
    public static VedaStream<T> ToVeda<T>(this IAsyncEnumerable<T> source) => From(new AsyncEnumerableSource<T>(NotNull(source)));

    /// <summary>The channel as a stream. A run that ends early leaves what it has not claimed in the channel; runs at the same time share its elements.</summary>
    /// <inheritdoc cref="ToVeda{T}(T[])"/>
    public static VedaStream<T> ToVeda<T>(this ChannelReader<T> source) => From(new ChannelSource<T>(NotNull(source)));

    /// <summary>The observable as a stream. It is subscribed to on the thread that starts a run; its elements wait in a bounded queue.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">Cold or hot.</param>
    /// <param name="capacity">How many elements may wait; 1 or more.</param>
    /// <param name="overflow">What happens to an element that finds the queue full.</param>
    /// <returns>A cold stream: every run subscribes anew.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1, or <paramref name="overflow"/> is not a policy.</exception>
    public static VedaStream<T> ToVeda<T>(this IObservable<T> source, int capacity = 8192, OverflowPolicy overflow = OverflowPolicy.Wait)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        if (!Enum.IsDefined(overflow))
            throw new ArgumentOutOfRangeException(nameof(overflow), overflow, $"{overflow} is not an {nameof(OverflowPolicy)}.");
        return source as VedaStream<T> ?? From(new ObservableSource<T>(source, capacity, overflow));
    }

    /// <summary>The stream itself.</summary>
    /// <inheritdoc cref="ToVeda{T}(T[])"/>
    [OverloadResolutionPriority(7)]
    public static VedaStream<T> ToVeda<T>(this VedaStream<T> source) => NotNull(source);

    private static T NotNull<T>(T argument, [CallerArgumentExpression(nameof(argument))] string? name = null) where T : class
    {
        ArgumentNullException.ThrowIfNull(argument, name);
        return argument;
    }
}
