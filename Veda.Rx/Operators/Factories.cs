using Veda.Rx.Sources;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Consecutive integers.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many; 0 or more, so that the last is not beyond <see cref="int.MaxValue"/>.</param>
    /// <returns>A stream of known length whose elements are computed where they are needed.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative, or the last integer too large.</exception>
    /// <remarks>Order: ascending. Positions: indices. Errors: none. Cost: an addition an element, by the threads that work on it; nothing is stored.</remarks>
    /// <example><code>var squares = VedaStream.Range(1, 100).Map(x => x * x).ToArray().Wait();</code></example>
    public static VedaStream<int> Range(int start, int count)
    {
        var most = int.MaxValue - (long)Math.Max(start - 1L, 0);
        if (count < 0 || count > most)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{nameof(count)} is {count}; allowed are 0 to {most} from {start} on.");
        return From(new RangeSource(start, count));
    }

    /// <summary>One value many times.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="count">How many times; 0 or more.</param>
    /// <returns>A stream of known length.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <remarks>Order: of no consequence. Positions: indices. Errors: none. Cost: a copy an element, by the threads that work on it; nothing is stored.</remarks>
    /// <example><code>var dice = VedaStream.Repeat(6, 1000).Map(Roll);</code></example>
    public static VedaStream<T> Repeat<T>(T value, int count)
    {
        if (count < 0)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{nameof(count)} is {count}; allowed are 0 and more.");
        return From(new RepeatSource<T>(value, count));
    }

    /// <summary>Elements made from a state that steps on, like <c>Generate</c> in Rx.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="seed">The first state.</param>
    /// <param name="condition">Whether a state still gives an element.</param>
    /// <param name="next">The state behind a state.</param>
    /// <param name="select">A state's element.</param>
    /// <returns>A stream; it may be infinite.</returns>
    /// <exception cref="ArgumentNullException">A delegate is null.</exception>
    /// <remarks>
    /// Order: that of the states. Threads: the delegates are called in order, by one thread at a time but not always the same one,
    /// ahead of the consumer up to the bounds on what is read ahead. Errors: what they throw ends the stream behind the elements
    /// before. Cost: three delegate calls an element, all one after the other.
    /// </remarks>
    /// <example><code>var powers = VedaStream.Generate(1L, x => x > 0, x => x * 2, x => x).ToList().Wait();</code></example>
    public static VedaStream<T> Generate<TState, T>(TState seed, Func<TState, bool> condition, Func<TState, TState> next, Func<TState, T> select) =>
        From(new GenerateSource<TState, T>(seed, NotNull(condition), NotNull(next), NotNull(select)));

    /// <summary>A source of your own.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The source; every run opens a cursor of its own.</param>
    /// <returns>A cold stream of what the source gives.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// Order: that of the cursor's claims. Positions: those that the cursor gives its batches. Threads: a cursor is claimed from
    /// by one thread at a time, and read by several, each a batch of its own. Errors: what a cursor throws or puts into a batch
    /// ends the stream behind the elements before it. Cost: one virtual call a batch and one for up to 1,024 elements.
    /// docs/extending.md has the rules and an example.
    /// </remarks>
    /// <example><code>var records = VedaStream.From(new RecordSource(bytes)).Map(Parse);</code></example>
    public static VedaStream<T> From<T>(StreamSource<T> source) => new(new SourceFlow<T>(NotNull(source)), StreamSettings.Default);

    /// <summary>No elements.</summary>
    /// <typeparam name="T">The type that the elements would have.</typeparam>
    /// <returns>A stream that completes at once.</returns>
    /// <remarks>Order: of no consequence. Errors: none. Cost: that of a run.</remarks>
    public static VedaStream<T> Empty<T>() => From(new EmptySource<T>());

    /// <summary>One element.</summary>
    /// <typeparam name="T">The type of the element.</typeparam>
    /// <param name="value">The element.</param>
    /// <returns>A stream of that element.</returns>
    /// <remarks>Order: of no consequence. Errors: none. Cost: that of a run.</remarks>
    public static VedaStream<T> Return<T>(T value) => From(new RepeatSource<T>(value, 1));

    /// <summary>An error.</summary>
    /// <typeparam name="T">The type that the elements would have.</typeparam>
    /// <param name="error">The error.</param>
    /// <returns>A stream that fails at once.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    /// <remarks>Order: the error comes first and alone. Errors: the one given, itself. Cost: that of a run.</remarks>
    public static VedaStream<T> Throw<T>(Exception error) => From(new ThrowSource<T>(NotNull(error)));

    /// <summary>Nothing, ever: neither an element nor an end.</summary>
    /// <typeparam name="T">The type that the elements would have.</typeparam>
    /// <returns>A stream that ends only by being disposed or cancelled.</returns>
    /// <remarks>Order: of no consequence. Errors: none but cancellation. Cost: that of a run; no thread is occupied, except one that calls <c>Wait()</c>.</remarks>
    public static VedaStream<T> Never<T>() => From(new NeverSource<T>());
}
