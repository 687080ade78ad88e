using System.Runtime.InteropServices;
using Veda.Rx.Fusion;

namespace Veda.Rx.Batching;

/// <summary>
/// Decides how many elements the next claim takes: one at first, then more as elements prove cheap, up to batches that are
/// worth about the target; at the end no more than a quarter of a participant's share of what is left.
/// </summary>
/// <remarks>
/// The taper is guided self-scheduling (Polychronopoulos and Kuck, 1987) with a divisor of 4, so that a dear batch does not
/// come last. Called under the claim gate, except <see cref="Record"/>. A mutable struct: keep it in a field.
/// </remarks>
/// <param name="min">The fewest elements.</param>
/// <param name="max">The most, until <see cref="Most"/> is set.</param>
/// <param name="cautious">Whether elements beyond what is needed are dear.</param>
/// <param name="target">What a batch should cost, in nanoseconds: long against claim and hand-over, short against the whole.</param>
/// <param name="told">What an element has cost before, in nanoseconds; 0 where nobody knows.</param>
[StructLayout(LayoutKind.Auto)]
internal struct BatchSizer(int min, int max, bool cautious, long target, double told = 0)
{
    /// <summary>What the taper does not go below, as a part of the target: a batch that comes last by so much delays nobody.</summary>
    public const int TaperFloor = 20;

    /// <summary>How much work must be left before a helper is woken, in nanoseconds: some times the cost of waking a parked one.</summary>
    public const long HelpThreshold = 60_000;

    /// <summary>How much work must have been measured before a helper is woken on the strength of it, in nanoseconds: of the first few elements it is mostly what a step costs.</summary>
    public const long Credible = 4_000;

    /// <summary>What an element costs, in nanoseconds, that is worked on for longer than it takes to wake a helper.</summary>
    public const double Dear = 10_000;

    /// <summary>By how many times smaller batches are while others wait for a worker: whoever comes next is sooner served.</summary>
    private const int CrowdedShare = 4;

    /// <summary>How often a claim that reads element by element looks at the clock, in nanoseconds: some hundred times what a look costs.</summary>
    private const long LookEvery = 5_000;

    /// <summary>What no claim costs, in nanoseconds, unless its source made it wait.</summary>
    private const long Wait = 1_000_000;

    /// <summary>How many elements are claimed one by one after that: what comes in a small burst should not wait for the next one.</summary>
    private const byte Singly = 64;

    /// <summary>How many times larger than the last one a batch may be. The elements seen so far need not be like those to come.</summary>
    private readonly byte _growth = (byte)(cautious ? 2 : 16);

    /// <summary>Whether it was told what an element costs.</summary>
    private readonly bool _wasTold = told > 0;

    // The estimated cost of an element in nanoseconds, before the first measurement what it was told. Written by every participant
    // without a lock, as the next one: a lost update costs one measurement.
    private double _elementCost = told;
    private long _spent;   // nanoseconds of work so far, without claims
    private int _last;     // size of the last batch
    private byte _singly;  // how many batches still are as small as may be
    private byte _records; // how many were measured, up to 2; about, as the cost

    /// <summary>Whether elements are so dear that the next run of the same code should know. Not by one batch alone: the first pays for compilation.</summary>
    public readonly bool IsDear => _records > 1 && ElementCost >= Dear;

    /// <summary>Whether it was told that they are, and they are not.</summary>
    public readonly bool IsDisappointed => _wasTold && _records > 1 && ElementCost < Dear;

    /// <summary>What a step costs at most, in nanoseconds, if it can help it: what it has by then should not wait for more.</summary>
    public readonly long LongStep => 2 * target;

    /// <summary>The estimated cost of an element, in nanoseconds: what it was told before anything was measured.</summary>
    public readonly double ElementCost => Volatile.Read(in _elementCost);

    /// <summary>The same, or 0 before anything was measured.</summary>
    private readonly double Measured => _records == 0 ? 0 : ElementCost;

    /// <summary>The most elements of a batch, not less than the fewest.</summary>
    public int Most { readonly get; set; } = max;

    /// <summary>The number of elements to claim next.</summary>
    /// <param name="position">Where the claim begins.</param>
    /// <param name="remaining">How many elements are left, if known.</param>
    /// <param name="participants">How many share them.</param>
    /// <param name="isCrowded">Whether others wait for a worker.</param>
    /// <param name="reason">Why so many.</param>
    public int Next(long position, long? remaining, int participants, bool isCrowded, out BatchReason reason)
    {
        if (_singly > 0)
        {
            _singly--;
            reason = BatchReason.SlowSource;
            return _last = min;
        }
        var cost = Measured;
        var size = (long)Math.Max(_last, 1);
        reason = BatchReason.NothingMeasured;
        if (cost > 0)
        {
            var growth = (double)_last * _growth;
            var aim = (isCrowded ? target / CrowdedShare : target) / cost;
            size = (long)Math.Min(aim, growth);
            reason = growth <= aim ? BatchReason.Growth : isCrowded ? BatchReason.OthersWait : BatchReason.Target;
        }
        if (remaining is { } left && cost > 0 && left * cost > HelpThreshold)
        {
            var share = Math.Max(left / (4L * participants), (long)(target / (TaperFloor * cost)));
            if (share < size)
                (size, reason) = (share, BatchReason.Taper);
        }
        if (size < min || size > Most)
            (size, reason) = (Math.Clamp(size, min, Most), BatchReason.Bounds);
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
        (remaining is { } left ? left * ElementCost : Math.Max(_spent, _records == 0 ? ElementCost : 0)) > HelpThreshold && (_wasTold || _spent > Credible);

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
        var known = Measured;
        if (_records < 2)
            _records++;
        var sample = Math.Max((double)nanoseconds / elements, 0.05);
        Volatile.Write(ref _elementCost, known == 0 || sample < known ? sample : known + (sample - known) / 4);
    }
}
