using System.Collections;

namespace Veda.Rx.Internal;

/// <summary>A sequence's elements, each combined with the element that the sequence came from. Ready when the sequence is.</summary>
internal sealed class CombinedSequence<T, TInner, TResult>(IEnumerable<TInner> sequence, T item, Func<T, TInner, TResult> combine) : IEnumerable<TResult>
{
    public IEnumerator<TResult> GetEnumerator() => sequence.GetEnumerator() is { } inner ? new Enumerator(inner, item, combine) : null!;

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Enumerator(IEnumerator<TInner> inner, T item, Func<T, TInner, TResult> combine) : IEnumerator<TResult>, IReadiness
    {
        private readonly IReadiness? _live = inner as IReadiness;

        public TResult Current { get; private set; } = default!;

        object? IEnumerator.Current => Current;

        public bool IsReady => _live?.IsReady ?? true;

        // Without one it was ready, and neither is asked for.
        public bool TryHelp() => _live!.TryHelp();

        public void WhenReady(Action wake) => _live!.WhenReady(wake);

        public bool MoveNext()
        {
            if (!inner.MoveNext())
                return false;
            Current = combine(item, inner.Current);
            return true;
        }

        public void Reset() => inner.Reset();

        public void Dispose() => inner.Dispose();
    }
}
