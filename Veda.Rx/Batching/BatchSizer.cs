using Veda.Rx.Fusion;

namespace Veda.Rx.Batching;

/// <summary>
/// Decides how many elements the next claim takes: one at first, then more as elements prove cheap, up to batches that are
/// worth about <see cref="TargetCost"/>; at the end no more than a quarter of a participant's share of what is left.
/// </summary>
/// <remarks>
/// The taper is guided self-scheduling (Polychronopoulos and Kuck, 1987) with a divisor of 4, so that a dear batch does not
/// come last. Called under the claim gate, except <see cref="Record"/>. A mutable struct: keep it in a field.
/// </remarks>
internal struct BatchSizer(int min, int max, bool cautious, int participants)
{
    /// <summary>What a batch should cost, in nanoseconds: long against claim and hand-over, short against the whole.</summary>
    public const long TargetCost = 100_000;

    /// <summary>What the taper does not go below, in nanoseconds: a batch that comes last by so much delays nobody.</summary>
    public const long TaperFloor = 5_000;

    /// <summary>What a step costs at most, in nanoseconds, if it can help it: what it has by then should not wait for more.</summary>
    public const long LongStep = 2 * TargetCost;

    /// <summary>How often a claim that reads element by element looks at the clock, in nanoseconds: some hundred times what a look costs.</summary>
    private const long LookEvery = 5_000;

    /// <summary>What no claim costs, in nanoseconds, unless its source made it wait.</summary>
    private const long Wait = 10 * TargetCost;

    /// <summary>How many elements are claimed one by one after that: what comes in a small burst should not wait for the next one.</summary>
    private const int Singly = 64;

    /// <summary>How much work must be left before a helper is woken, in nanoseconds: some times the cost of waking a parked one.</summary>
    public const long HelpThreshold = 60_000;

    /// <summary>How many times larger than the last one a batch may be. The elements seen so far need not be like those to come.</summary>
    private readonly int _growth = cautious ? 2 : 16;

    // The estimated cost of an element in nanoseconds, 0 before the first measurement. Written by every participant without
    // a lock, as the next one: a lost update costs one measurement.
    private double _elementCost;
    private long _spent;   // nanoseconds of work so far, without claims
    private int _last;     // size of the last batch
    private int _singly;   // how many batches still are as small as may be

    /// <summary>The number of elements to claim next.</summary>
    /// <param name="position">Where the claim begins.</param>
    /// <param name="remaining">How many elements are left, if known.</param>
    public int Next(long position, long? remaining)
    {
        if (_singly > 0)
        {
            _singly--;
            return _last = min;
        }
        var cost = Volatile.Read(ref _elementCost);
        var size = cost > 0 ? (long)Math.Min(TargetCost / cost, (double)_last * _growth) : Math.Max(_last, 1);
        if (remaining is { } left && cost > 0 && left * cost > HelpThreshold)
            size = Math.Min(size, Math.Max(left / (4L * participants), (long)(TaperFloor / cost)));
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
    public readonly bool IsHelpWorthwhile(long? remaining) =>
        (remaining is { } left ? left * _elementCost : _spent) > HelpThreshold;

    /// <summary>How many elements more a claim that reads element by element may take before it asks again; 0 when it should end.</summary>
    /// <param name="taken">How many it has.</param>
    /// <param name="nanoseconds">What they have cost.</param>
    public int More(int taken, long nanoseconds)
    {
        if (nanoseconds > Wait)
            _singly = Singly;
        if (nanoseconds > LongStep && taken >= min)
            return 0;
        return (int)Math.Clamp(LookEvery * taken / Math.Max(nanoseconds, 1), 1, Math.Max(taken, 1));
    }

    /// <summary>A claim has cost so much, which others could not have helped with.</summary>
    public void Claimed(long nanoseconds) => Volatile.Write(ref _spent, _spent - nanoseconds);

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
