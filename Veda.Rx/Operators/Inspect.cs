using Veda.Rx.Fusion;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Does something with every element and passes it on, like <c>Do</c> in Rx.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="action">What to do. Called once for each element, by several threads at the same time, in no particular order.</param>
    /// <returns>The same elements, in order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept, of the elements; not of the calls. Positions: kept. The stream is worked on ahead of its consumer, so an
    /// element can be seen here that the consumer never asks for. Errors: what <paramref name="action"/> throws ends the
    /// stream at that element's position. Cost: one delegate call an element, no copy.
    /// </remarks>
    /// <example><code>var parsed = lines.ToVeda().Inspect(line => Interlocked.Add(ref bytes, line.Length)).Map(Parse);</code></example>
    public static VedaStream<T> Inspect<T>(this VedaStream<T> source, Action<T> action) =>
        NotNull(source).Then(new InspectStage<T>(NotNull(action)));
}

internal sealed class InspectStage<T>(Action<T> action) : Stage<T, T>
{
    public override bool OneToOne => true;

    internal override Delegate? Code => action;

    public override Folder<T> Bind(Folder<T> next, LaneContext lane) => new InspectFolder(action, next);

    private sealed class InspectFolder(Action<T> action, Folder<T> next) : Folder<T, T>(next)
    {
        public override void Fold(ReadOnlySpan<T> items)
        {
            var done = 0;
            try
            {
                for (; done < items.Length; done++)
                    action(items[done]);
            }
            catch
            {
                Next.Fold(items[..done]);
                throw;
            }
            Next.Fold(items);
        }
    }
}
