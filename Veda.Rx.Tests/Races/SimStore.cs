using Veda.Rx.Testing;

namespace Veda.Rx.Tests.Races;

/// <summary>A store to a cell that waits in a buffer.</summary>
internal sealed class SimStore<T>(SimCell cell, T value) : BufferedStore<T>(cell, value)
{
    public override void Apply() => cell.Here<T>() = Value;
}
