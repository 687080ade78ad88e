namespace Veda.Rx.Tests.Races;

/// <summary>A store that waits in a buffer.</summary>
internal abstract class SimStore(SimCell cell)
{
    public SimCell Cell => cell;

    /// <summary>Writes to memory.</summary>
    public abstract void Apply();

    /// <summary>What a load by the storing thread sees.</summary>
    public abstract T Value<T>();
}

/// <inheritdoc/>
internal sealed class SimStore<TStored>(SimCell cell, TStored value) : SimStore(cell)
{
    public override void Apply() => Cell.Here<TStored>() = value;

    public override T Value<T>() => (T)(object?)value!;
}
