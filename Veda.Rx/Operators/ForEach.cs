using System.Reactive;
using Veda.Rx.Sinks;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Calls an action with every element, in parallel. Lazy, as all terminals are: without <c>Wait()</c> or <c>await</c> nothing is called.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="action">Called once for each element, by several threads at the same time, in no particular order.</param>
    /// <returns>Rx's value that says nothing, when all calls are over. It must be waited for, awaited or subscribed to: unlike <c>ForEach</c> of lists and of Rx, this call alone runs nothing.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: none; <c>foreach</c> and <c>Subscribe</c> go in order, one at a time. Errors: what <paramref name="action"/> throws ends the run at
    /// that element's position; it has then been called for every element before, and perhaps for some behind. Cost: one
    /// delegate call an element; batches start with one element and grow slowly. An async action would not be awaited.
    /// </remarks>
    /// <example><code>VedaStream.Range(0, 10).ForEach(x => Console.WriteLine(x)).Wait();</code></example>
    public static VedaSingle<Unit> ForEach<T>(this VedaStream<T> source, Action<T> action) =>
        NotNull(source).Reduce(new ActionReducer<T>(NotNull(action)));

    /// <summary>Calls an action with every element and its index, in parallel.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="action">Called once for each element with its index in the stream, by several threads at the same time, in no particular order.</param>
    /// <inheritdoc cref="ForEach{T}(VedaStream{T}, Action{T})"/>
    public static VedaSingle<Unit> ForEach<T>(this VedaStream<T> source, Action<T, int> action)
    {
        NotNull(action);
        return source.Enumerate().ForEach(pair => action(pair.Value, checked((int)pair.Index)));
    }
}

internal sealed class ActionReducer<T>(Action<T> action) : Reducer<T, Unit, Unit>
{
    public override Grouping Grouping => Grouping.Batch;

    public override bool Cautious => true;

    public override Unit Identity() => default;

    public override void Fold(ref Unit acc, ReadOnlySpan<T> items, long position)
    {
        foreach (var item in items)
            action(item);
    }

    public override void Combine(ref Unit acc, Unit later)
    {
    }

    public override Unit Result(Unit acc) => acc;
}
