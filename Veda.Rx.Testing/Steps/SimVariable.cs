namespace Veda.Rx.Testing;

/// <summary>A place in memory as threads of an x86 machine see it: what one of them writes it sees at once, the others some time later, unless a fence comes between.</summary>
/// <remarks>
/// Every access is a point at which others may come first. <see cref="SimInterlocked.MemoryBarrier"/>, interlocked operations, locks and the end of a thread are fences.
/// Machines that also delay loads or reorder stores are not modelled. Outside of simulated threads memory is accessed directly.
/// </remarks>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="value">The first value.</param>
/// <param name="name">For people; null for the type's name.</param>
/// <example><code>
/// var (ready, data) = (new SimVariable&lt;bool&gt;(false, "ready"), new SimVariable&lt;int&gt;(0, "data"));
/// var writer = sim.Thread(() => { data.Write(1); ready.Write(true); });
/// var reader = sim.Thread(() => { if (ready.Read()) Assert.Equal(1, data.Read()); });
/// await Task.WhenAll(writer, reader);
/// </code></example>
public sealed class SimVariable<T>(T value, string? name = null)
{
    private T _value = value;

    /// <summary>Reads.</summary>
    /// <returns>What the calling thread has written last, or what others have and has reached memory.</returns>
    public T Read()
    {
        if (VirtualThread.Current is not { } thread)
            return _value;
        // Also before it reads what it has stored itself: memory may take that here, and others overwrite it.
        thread.Point("read", new Footprint(this, Access.Read), this);
        return thread.Stores.TryRead<T>(this, out var stored) ? stored : _value;
    }

    /// <summary>Writes; others see it some time later.</summary>
    /// <param name="value">The new value.</param>
    public void Write(T value)
    {
        if (VirtualThread.Current is { } thread)
            thread.Store(new Store(this, value));
        else
            _value = value;
    }

    /// <summary>Writes in one step with the read of what was there; a fence.</summary>
    /// <param name="value">The new value.</param>
    /// <returns>What was there.</returns>
    public T Exchange(T value)
    {
        VirtualThread.Current?.Fence("exchange", this);
        (var before, _value) = (_value, value);
        return before;
    }

    /// <summary>Replaces a value by another one in one step, if it is there; a fence either way.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="comparand">The value to be replaced.</param>
    /// <returns>What was there.</returns>
    public T CompareExchange(T value, T comparand)
    {
        VirtualThread.Current?.Fence("compare and exchange", this);
        var before = _value;
        if (EqualityComparer<T>.Default.Equals(before, comparand))
            _value = value;
        return before;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private string Name => name ?? typeof(T).Name;

    private sealed class Store(SimVariable<T> variable, T value) : BufferedStore<T>(variable, value)
    {
        public override void Apply() => variable._value = Value;
    }
}
