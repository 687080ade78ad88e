using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Veda.Rx.Sinks;

/// <summary>A sum in progress: the lanes of the leaf being added, and all leaves before it.</summary>
internal struct FloatTotal
{
    /// <summary>Lane i has the leaf's elements i, i + 8, i + 16, …, added in that order.</summary>
    public InlineArray8<double> Lanes;

    /// <summary>The leaves before.</summary>
    public double Leaves;

    /// <summary>How many elements; its remainder says which lane comes next.</summary>
    public long Count;

    public readonly double Sum =>
        Leaves + (((Lanes[0] + Lanes[1]) + (Lanes[2] + Lanes[3])) + ((Lanes[4] + Lanes[5]) + (Lanes[6] + Lanes[7])));
}

/// <summary>
/// Adds floating-point numbers as doubles, in one fixed shape: in a leaf element by element to eight lanes in turn, the
/// lanes as a tree, the leaves in order. Vectors only do the same additions sooner, so every CPU gives the same bits.
/// </summary>
/// <param name="ordered">Whether the stream is.</param>
/// <param name="result">What to make of the sum and the count.</param>
internal sealed class FloatSum<T, TResult>(bool ordered, Func<double, long, TResult> result) : LeafReducer<T, FloatTotal, TResult>(ordered)
    where T : struct, INumber<T>
{
    private const int Lanes = 8;

    public override FloatTotal Identity() => default;

    public override void Fold(ref FloatTotal acc, ReadOnlySpan<T> items, long position)
    {
        Span<double> lanes = acc.Lanes;
        var phase = (int)(acc.Count % Lanes);
        acc.Count += items.Length;
        if (phase != 0)
        {
            var rest = Math.Min(Lanes - phase, items.Length);
            Add(lanes[phase..], items[..rest]);
            items = items[rest..];
        }
        if (items.Length >= Lanes)
            items = AddWhole(ref lanes[0], items);
        Add(lanes, items);
    }

    public override void Combine(ref FloatTotal acc, FloatTotal later)
    {
        acc.Leaves += later.Sum;
        acc.Count += later.Count;
    }

    // Whose sign and payload a sum of NaNs has depends on the CPU: one NaN stands for all.
    public override TResult Result(FloatTotal acc) => result(double.IsNaN(acc.Sum) ? double.NaN : acc.Sum, acc.Count);

    private static void Add(Span<double> lanes, ReadOnlySpan<T> items)
    {
        for (var i = 0; i < items.Length; i++)
            lanes[i] += double.CreateTruncating(items[i]);
    }

    /// <summary>Adds as many elements as fill all lanes equally.</summary>
    /// <returns>What is left.</returns>
    private static ReadOnlySpan<T> AddWhole(scoped ref double lanes, ReadOnlySpan<T> items)
    {
        var (lower, upper) = (Vector256.LoadUnsafe(ref lanes), Vector256.LoadUnsafe(ref lanes, 4));
        ref var first = ref MemoryMarshal.GetReference(items);
        var i = 0;
        for (; i <= items.Length - Lanes; i += Lanes)
        {
            var (low, high) = Load(ref Unsafe.Add(ref first, i));
            lower += low;
            upper += high;
        }
        lower.StoreUnsafe(ref lanes);
        upper.StoreUnsafe(ref lanes, 4);
        return items[i..];
    }

    private static (Vector256<double> Lower, Vector256<double> Upper) Load(ref T items)
    {
        if (typeof(T) == typeof(double))
        {
            ref var doubles = ref Unsafe.As<T, double>(ref items);
            return (Vector256.LoadUnsafe(ref doubles), Vector256.LoadUnsafe(ref doubles, 4));
        }
        if (typeof(T) == typeof(float))
            return Vector256.Widen(Vector256.LoadUnsafe(ref Unsafe.As<T, float>(ref items)));
        Span<double> converted = stackalloc double[Lanes];
        for (var i = 0; i < Lanes; i++)
            converted[i] = double.CreateTruncating(Unsafe.Add(ref items, i));
        return (Vector256.Create<double>(converted), Vector256.Create<double>(converted[4..]));
    }
}
