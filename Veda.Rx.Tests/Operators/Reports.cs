namespace Veda.Rx.Tests.Operators;

/// <summary>Keeps reports, on the thread that makes them.</summary>
internal sealed class Reports : IProgress<long>
{
    public List<long> All { get; } = [];

    public void Report(long value) => All.Add(value);
}
