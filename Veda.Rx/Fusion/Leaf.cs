namespace Veda.Rx.Fusion;

/// <summary>
/// The unit of reproducible reduction: a run of <see cref="Size"/> source positions. Reductions have one fixed shape inside
/// a leaf and combine leaves in order, so their result does not depend on batches, workers or timing.
/// </summary>
public static class Leaf
{
    /// <summary>
    /// Positions in a leaf. Also the longest span that passes through fused stages at once, so that the buffers between
    /// them stay in the first-level cache. Changing it changes the last bits of floating-point sums.
    /// </summary>
    public const int Size = 1024;
}
