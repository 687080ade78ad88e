namespace Veda.Rx.Merging;

/// <summary>
/// Where finished batches wait for the ones before them: a ring of slots, one for each number from the head on. Any thread
/// puts, each number once; one thread at a time takes, in order.
/// </summary>
/// <remarks>Whoever numbers batches keeps them less than <see cref="Capacity"/> ahead of the head, so a slot is free when it is put to.</remarks>
internal sealed class ReorderWindow<T>(int capacity) where T : class
{
    private T?[]? _slots;   // created by the first put; a slot is written by the putter of its number, cleared by the taker

    /// <summary>How many numbers, from the head on, have a slot.</summary>
    public int Capacity => capacity;

    public void Put(long number, T item)
    {
        var slots = Volatile.Read(ref _slots) ?? Create();
        Volatile.Write(ref slots[number % capacity], item);
    }

    /// <summary>Takes the item with this number if it has been put.</summary>
    public T? Take(long number)
    {
        if (Volatile.Read(ref _slots) is not { } slots)
            return null;
        ref var slot = ref slots[number % capacity];
        var item = Volatile.Read(ref slot);
        if (item is not null)
            slot = null;
        return item;
    }

    /// <summary>Takes whatever has been put, wherever it stands.</summary>
    public IEnumerable<T> TakeAll()
    {
        if (Volatile.Read(ref _slots) is not { } slots)
            yield break;
        for (var i = 0; i < slots.Length; i++)
        {
            if (Interlocked.Exchange(ref slots[i], null) is { } item)
                yield return item;
        }
    }

    private T?[] Create()
    {
        var created = new T?[capacity];
        return Interlocked.CompareExchange(ref _slots, created, null) ?? created;
    }
}
