using Veda.Rx.Fusion;

namespace Veda.Rx.Batching;

/// <summary>
/// Decides how many elements the next claim takes: from small, growing while elements prove cheap, to batches that are worth
/// about <see cref="TargetCost"/>; at the end no more than a quarter of a worker's share of what is left.
/// </summary>
/// <remarks>
/// The taper is guided self-scheduling (Polychronopoulos and Kuck, 1987) with a divisor of 4, so that a dear batch does not
/// come last. Called under the claim gate, except <see cref="Record"/>.
/// </remarks>
internal sealed class BatchSizer(int min, int max, int growth, int participants)
{
    /// <summary>What a batch should cost, in nanoseconds: long against claim and hand-over, short against the whole.</summary>
    public const long TargetCost = 100_000;

    /// <summary>How much work must be left before a helper is woken, in nanoseconds: some times the cost of waking one.</summary>
    public const long HelpThreshold = 30_000;

    // The estimated cost of an element in nanoseconds, 0 before the first measurement. Written by every participant without
    // a lock: a lost update costs one measurement.
    private double _elementCost;

    private long _spent;   // nanoseconds of work so far; written like _elementCost
    private int _last;

    /// <summary>The estimated cost of one element in nanoseconds; null before the first batch is done.</summary>
    public double? ElementCost => Volatile.Read(ref _elementCost) is > 0 and var cost ? cost : null;

    /// <summary>The number of elements to claim next.</summary>
    /// <param name="position">Where the claim begins.</param>
    /// <param name="remaining">How many elements are left, if known.</param>
    public int Next(long position, long? remaining)
    {
        var size = 1L;
        if (ElementCost is { } cost)
            size = (long)Math.Min(TargetCost / cost, (double)_last * growth);
        else if (_last > 0)
            size = _last;
        if (remaining is { } left)
            size = Math.Min(size, left / (4L * participants));
        size = Math.Clamp(size, min, max);
        // Whole leaves need no stitching together at the merge.
        if (size > Leaf.Size)
        {
            var aligned = (position + size) / Leaf.Size * Leaf.Size - position;
            if (aligned >= min)
                size = aligned;
        }
        return _last = (int)size;
    }

    /// <summary>Whether what is left is worth waking one more participant for.</summary>
    /// <param name="remaining">How many elements are left, if known; otherwise the past stands in for the future.</param>
    public bool IsHelpWorthwhile(long? remaining) =>
        ElementCost is { } cost && (remaining is { } left ? left * cost : Volatile.Read(ref _spent)) > HelpThreshold;

    /// <summary>Learns from a finished piece of work. Quick to believe that elements are cheap, slow to believe that they are dear.</summary>
    /// <remarks>The first batch of a program pays for compilation: believing it for long would keep batches tiny.</remarks>
    public void Record(long nanoseconds, int elements)
    {
        if (elements == 0)
            return;
        Volatile.Write(ref _spent, _spent + nanoseconds);
        var sample = Math.Max((double)nanoseconds / elements, 0.05);
        var known = Volatile.Read(ref _elementCost);
        Volatile.Write(ref _elementCost, known == 0 || sample < known ? sample : known + (sample - known) / 4);
    }
}
