using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Veda.Rx.Sinks;

/// <summary>Exact sums of spans of integers, vectorised.</summary>
internal static class WideSum
{
    private const ulong SignBit = 1UL << 63;

    public static Int128 Of<T>(ReadOnlySpan<T> items) where T : struct, INumber<T>
    {
        if (typeof(T) == typeof(int))
            return OfInts(MemoryMarshal.Cast<T, int>(items));
        if (Unsafe.SizeOf<T>() < sizeof(ulong))
            return OfSmall(items);
        // Flipping the sign bit maps signed values to unsigned ones in order, each greater by 2^63.
        var halves = MemoryMarshal.Cast<T, ulong>(items);
        return typeof(T) == typeof(long) || typeof(T) == typeof(nint)
            ? (Int128)OfHalves(halves, SignBit) - ((Int128)items.Length << 63)
            : (Int128)OfHalves(halves, 0);
    }

    private static long OfInts(ReadOnlySpan<int> items)
    {
        var (lower, upper) = (Vector<long>.Zero, Vector<long>.Zero);
        while (items.Length >= Vector<int>.Count)
        {
            Vector.Widen(new Vector<int>(items), out var first, out var second);
            lower += first;
            upper += second;
            items = items[Vector<int>.Count..];
        }
        return Vector.Sum(lower + upper) + OfSmall(items);
    }

    private static long OfSmall<T>(ReadOnlySpan<T> items) where T : struct, INumber<T>
    {
        var sum = 0L;
        foreach (var item in items)
            sum += long.CreateTruncating(item);
        return sum;
    }

    /// <summary>Adds the lower and the upper 32 bits apart: no span is long enough to overflow either sum.</summary>
    private static UInt128 OfHalves(ReadOnlySpan<ulong> items, ulong flip)
    {
        var (lower, upper) = (Vector<ulong>.Zero, Vector<ulong>.Zero);
        var (mask, flips) = (new Vector<ulong>(uint.MaxValue), new Vector<ulong>(flip));
        while (items.Length >= Vector<ulong>.Count)
        {
            var values = new Vector<ulong>(items) ^ flips;
            lower += values & mask;
            upper += values >>> 32;
            items = items[Vector<ulong>.Count..];
        }
        var sum = Vector.Sum(lower) + ((UInt128)Vector.Sum(upper) << 32);
        foreach (var item in items)
            sum += item ^ flip;
        return sum;
    }
}
