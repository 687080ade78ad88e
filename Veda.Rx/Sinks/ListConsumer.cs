using System.Runtime.InteropServices;

namespace Veda.Rx.Sinks;

/// <summary>Collects the elements, in the merge's order.</summary>
internal sealed class ListConsumer<T>(IObserver<List<T>> observer) : Consumer<T>
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

    public override void Complete(Exception? error)
    {
        if (error is not null)
        {
            observer.OnError(error);
            return;
        }
        observer.OnNext(_list);
        observer.OnCompleted();
    }
}
