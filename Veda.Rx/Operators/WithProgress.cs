using Veda.Rx.Fusion;

namespace Veda.Rx;

public static partial class VedaStream
{
    /// <summary>Reports how many elements have been delivered so far.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The stream.</param>
    /// <param name="progress">Is told the count, which only grows, by one thread at a time: after each portion of elements, and at the end if there were none.</param>
    /// <returns>The same elements, in order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// Order: kept. Runs in order, at the merge, so put it last: what follows runs in a segment of its own. The last report of
    /// a stream that completes is the count of all elements. Errors: what <paramref name="progress"/> throws ends the stream.
    /// Cost: one call for up to some thousand elements. <see cref="Progress{T}"/> forwards to another thread.
    /// </remarks>
    /// <example><code>var list = stream.WithProgress(new Progress&lt;long&gt;(n => bar.Value = n)).ToList().Wait();</code></example>
    public static VedaStream<T> WithProgress<T>(this VedaStream<T> source, IProgress<long> progress) =>
        NotNull(source).ThenInOrder(new ProgressStage<T>(NotNull(progress)));
}

/// <summary>Counts and reports. Runs in order, at a merge.</summary>
internal sealed class ProgressStage<T>(IProgress<long> progress) : Stage<T, T>
{
    public override Folder<T> Bind(Folder<T> next, LaneContext lane) => new ProgressFolder(progress, next);

    private sealed class ProgressFolder(IProgress<long> progress, Folder<T> next) : Folder<T, T>(next)
    {
        private long _count;

        public override void Fold(ReadOnlySpan<T> items)
        {
            Next.Fold(items);
            _count += items.Length;
            if (items.Length > 0)
                progress.Report(_count);
        }

        public override void End()
        {
            if (_count == 0)
                progress.Report(0);
            Next.End();
        }
    }
}
