namespace Veda.Rx.Tests.Races;

/// <summary>A work item that is only handed around.</summary>
internal sealed class TestItem(int number) : IThreadPoolWorkItem
{
    public int Number => number;

    public void Execute() => throw new InvalidOperationException("Exploration only moves items.");
}
