using System.Runtime.InteropServices;

namespace Veda.Rx.Sinks;

/// <summary>Collects the elements, in the merge's order.</summary>
/// <param name="result">What to make of the list.</param>
/// <param name="observer">Receives that.</param>
internal sealed class ListConsumer<T, TResult>(Func<List<T>, TResult> result, IObserver<TResult> observer) : ResultConsumer<T, TResult>(observer)
{
    private readonly List<T> _list = [];

    // The list holds everything in the end: what is in flight does not matter beside it.
    public override long Window => long.MaxValue;

    public override void Fold(ReadOnlySpan<T> items)
    {
        var count = _list.Count;
        CollectionsMarshal.SetCount(_list, count + items.Length);
        items.CopyTo(CollectionsMarshal.AsSpan(_list)[count..]);
    }

    protected override TResult Result() => result(_list);
}
