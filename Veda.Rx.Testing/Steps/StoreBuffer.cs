namespace Veda.Rx.Testing;

/// <summary>
/// What a simulated thread has written and others do not see yet, oldest first, as on x86 (Sewell, Sarkar, Owens, Zappa Nardelli and Myreen,
/// "x86-TSO", CACM 2010): each store reaches memory at some moment after it was made, in order, and at the latest at a fence.
/// </summary>
internal sealed class StoreBuffer(SeededTestScheduler scheduler, VirtualThread thread)
{
    private readonly List<BufferedStore> _stores = [];
    private DrainAction? _drain;
    private int _drained;
    private Action? _emptied;   // called when the last store has reached memory

    public bool IsEmpty => _stores.Count == 0;

    /// <summary>What is written to; null for nothing.</summary>
    public object[]? Resources
    {
        get
        {
            if (_stores.Count == 0)
                return null;
            var resources = new object[_stores.Count];
            for (var i = 0; i < resources.Length; i++)
                resources[i] = _stores[i].Resource;
            return resources;
        }
    }

    /// <summary>Leaves a store to reach memory some time.</summary>
    public void Add(BufferedStore store)
    {
        _stores.Add(store);
        if (_drain is null)
            Expect();
    }

    /// <summary>What the thread itself sees of a resource before others do.</summary>
    /// <returns>Whether there is something.</returns>
    public bool TryRead<T>(object resource, out T value)
    {
        for (var i = _stores.Count - 1; i >= 0; i--)
        {
            if (!_stores[i].Resource.Equals(resource))
                continue;
            value = ((BufferedStore<T>)_stores[i]).Value;
            return true;
        }
        value = default!;
        return false;
    }

    /// <summary>Calls back when all stores have reached memory, perhaps at once.</summary>
    public void WhenEmpty(Action emptied)
    {
        _emptied = emptied;
        if (_stores.Count == 0)
            emptied();
    }

    /// <summary>Has all stores reach memory, now.</summary>
    public void Drain()
    {
        if (_stores.Count == 0)
            return;
        while (_stores.Count > 0)
            ApplyOldest();
        _drain!.Cancel();
        _drain = null;
        _emptied?.Invoke();
    }

    /// <summary>Has the oldest store reach memory.</summary>
    public void DrainOldest()
    {
        _drain = null;
        ApplyOldest();
        if (_stores.Count > 0)
            Expect();
        else
            _emptied?.Invoke();
    }

    private void ApplyOldest()
    {
        var oldest = _stores[0];
        _stores.RemoveAt(0);
        oldest.Apply();
    }

    private void Expect()
    {
        var chain = SplitMix.Mix(thread.Chain.Id, 0);
        var path = new ActionPath(SplitMix.Mix(chain, (ulong)_drained++), chain, IsOwned: true);
        _drain = new DrainAction(scheduler, path, this, thread, new Footprint(_stores[0].Resource, Access.Write));
        scheduler.Add(_drain);
    }
}
