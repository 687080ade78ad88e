namespace Veda.Rx.Scheduling;

/// <summary>The cost model of virtual time: every element costs the same, so batch sizes depend on nothing that a test does not control.</summary>
internal sealed class FixedCost : ICostModel
{
    /// <summary>Nanoseconds an element: dear enough that batches stay small and many interleavings are possible.</summary>
    public const long Element = 10_000;

    public static FixedCost Instance { get; } = new();

    public long Begin() => 0;

    public long Since(long mark, int elements) => Element * elements;
}
