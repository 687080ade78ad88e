using Veda.Rx.Internal;

namespace Veda.Rx.Merging;

/// <summary>
/// Where finished batches wait for the ones before them: a ring of slots, one for each number from the head on. Any thread
/// puts, each number once; one thread at a time takes, in order.
/// </summary>
/// <remarks>
/// Whoever numbers batches keeps them less than the capacity ahead of the head, so a slot is free when it is put to. A field
/// of the object that is passed to its methods as <c>owner</c>.
/// </remarks>
internal struct ReorderWindow<T, TSync>
    where T : class
    where TSync : struct, ISync
{
    /// <summary>The ring; null until the first put. A slot is written by the putter of its number and cleared by the taker.</summary>
    private T?[]? _slots;

    /// <summary>Makes the item available to whoever takes this number later. The putter has to see to it that somebody looks.</summary>
    /// <param name="owner">The object that this is a field of.</param>
    /// <param name="number">The item's number.</param>
    /// <param name="item">The item.</param>
    /// <param name="capacity">The number of slots; always the same.</param>
    public void Put(object owner, long number, T item, int capacity)
    {
        var slots = TSync.Load(owner, ref _slots) ?? Create(owner, capacity);
        TSync.Store(slots, ref slots[number % slots.Length], item);
    }

    /// <summary>Takes the item with this number if it has been put.</summary>
    public T? Take(object owner, long number)
    {
        if (TSync.Load(owner, ref _slots) is not { } slots)
            return null;
        ref var slot = ref slots[number % slots.Length];
        var item = TSync.Load(slots, ref slot);
        if (item is not null)
            TSync.Store(slots, ref slot, null);
        return item;
    }

    /// <summary>Takes what has been put at or behind a slot, wherever that is.</summary>
    /// <param name="owner">The object that this is a field of.</param>
    /// <param name="slot">Where to begin; then the slot of the item.</param>
    /// <returns>Null when there is nothing.</returns>
    public T? TakeAny(object owner, ref int slot)
    {
        if (TSync.Load(owner, ref _slots) is not { } slots)
            return null;
        for (; slot < slots.Length; slot++)
        {
            if (TSync.Exchange(slots, ref slots[slot], null) is { } item)
                return item;
        }
        return null;
    }

    private T?[] Create(object owner, int capacity)
    {
        var created = new T?[capacity];
        return TSync.CompareAndSwap(owner, ref _slots, null, created) ? created : TSync.Load(owner, ref _slots)!;
    }
}
