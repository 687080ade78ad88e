using Veda.Rx.Internal;

namespace Veda.Rx.Merging;

/// <summary>
/// Where finished batches wait for the ones before them: a ring of slots, one for each number from the head on. Any thread
/// puts, each number once; one thread at a time takes, in order.
/// </summary>
/// <remarks>Whoever numbers batches keeps them less than <see cref="Capacity"/> ahead of the head, so a slot is free when it is put to.</remarks>
internal sealed class ReorderWindow<T, TSync>(int capacity)
    where T : class
    where TSync : struct, ISync
{
    /// <summary>The ring; null until the first put. A slot is written by the putter of its number and cleared by the taker.</summary>
    private T?[]? _slots;

    /// <summary>How many numbers, from the head on, have a slot.</summary>
    public int Capacity => capacity;

    /// <summary>Makes the item available to whoever takes this number later. The putter has to see to it that somebody looks.</summary>
    public void Put(long number, T item)
    {
        var slots = TSync.Load(this, ref _slots) ?? Create();
        TSync.Store(slots, ref slots[number % capacity], item);
    }

    /// <summary>Takes the item with this number if it has been put.</summary>
    public T? Take(long number)
    {
        if (TSync.Load(this, ref _slots) is not { } slots)
            return null;
        ref var slot = ref slots[number % capacity];
        var item = TSync.Load(slots, ref slot);
        if (item is not null)
            TSync.Store(slots, ref slot, null);
        return item;
    }

    /// <summary>Takes whatever has been put, wherever it stands.</summary>
    public IEnumerable<T> TakeAll()
    {
        if (TSync.Load(this, ref _slots) is not { } slots)
            yield break;
        for (var i = 0; i < slots.Length; i++)
        {
            if (TSync.Exchange(slots, ref slots[i], null) is { } item)
                yield return item;
        }
    }

    private T?[] Create()
    {
        var created = new T?[capacity];
        return TSync.CompareAndSwap(this, ref _slots, null, created) ? created : TSync.Load(this, ref _slots)!;
    }
}
