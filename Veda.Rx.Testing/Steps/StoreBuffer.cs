namespace Veda.Rx.Testing;

/// <summary>
/// What a simulated thread has written and others do not see yet, oldest first, as on x86 (Sewell, Sarkar, Owens, Zappa Nardelli and Myreen,
/// "x86-TSO", CACM 2010): each store reaches memory at some moment after it was made, in order, and at the latest at a fence.
/// </summary>
internal sealed class StoreBuffer(SeededTestScheduler scheduler, VirtualThread thread)
{
    private readonly List<(object Resource, object? Value, Action<object?> Apply)> _stores = [];
    private DrainAction? _drain;
    private int _drained;

    public bool IsEmpty => _stores.Count == 0;

    /// <summary>Leaves a store to reach memory some time.</summary>
    /// <param name="resource">What is written to.</param>
    /// <param name="value">What is written.</param>
    /// <param name="apply">Writes it to memory.</param>
    public void Add(object resource, object? value, Action<object?> apply)
    {
        _stores.Add((resource, value, apply));
        if (_drain is null)
            Expect();
    }

    /// <summary>What the thread itself sees of a resource before others do.</summary>
    /// <returns>Whether there is something.</returns>
    public bool TryRead(object resource, out object? value)
    {
        for (var i = _stores.Count - 1; i >= 0; i--)
        {
            if (!_stores[i].Resource.Equals(resource))
                continue;
            value = _stores[i].Value;
            return true;
        }
        value = null;
        return false;
    }

    /// <summary>Has all stores reach memory, now.</summary>
    public void Drain()
    {
        while (_stores.Count > 0)
            ApplyOldest();
        _drain?.Cancel();
        _drain = null;
    }

    private void DrainOne()
    {
        _drain = null;
        ApplyOldest();
        if (_stores.Count > 0)
            Expect();
    }

    private void ApplyOldest()
    {
        var (_, value, apply) = _stores[0];
        _stores.RemoveAt(0);
        apply(value);
    }

    private void Expect()
    {
        var chain = SplitMix.Mix(thread.Chain.Id, 0);
        var path = new ActionPath(SplitMix.Mix(chain, (ulong)_drained++), chain, IsOwned: true);
        _drain = new DrainAction(scheduler, path, this, thread, new Footprint(_stores[0].Resource, Access.Write));
        scheduler.Add(_drain);
    }

    /// <summary>The oldest store reaches memory.</summary>
    private sealed class DrainAction(SeededTestScheduler scheduler, ActionPath path, StoreBuffer buffer, VirtualThread thread, Footprint footprint)
        : VirtualAction(scheduler, scheduler.Clock, path)
    {
        private bool _cancelled;

        public override bool IsCancelled => _cancelled;

        public override string Operation => $"memory takes a store of {thread.Name}: {footprint}";

        public override Footprint? Footprint => footprint;

        public override void Run() => buffer.DrainOne();

        public void Cancel()
        {
            _cancelled = true;
            Scheduler.Forget(this);
        }
    }
}
