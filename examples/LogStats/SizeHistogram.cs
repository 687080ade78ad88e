using System.Numerics;

namespace LogStats;

/// <summary>
/// How often sizes occurred, in 64 buckets for each power of two: exact below 128, above that off by less than 1 % of the
/// size. 29 KB, whatever it counts; two of them add up to what one would have counted.
/// </summary>
internal sealed class SizeHistogram
{
    private const int FineBits = 6;
    private const int Fine = 1 << FineBits;

    private readonly long[] _counts = new long[BucketOf(long.MaxValue) + 1];

    public void Add(long size) => _counts[BucketOf(size)]++;

    public void Merge(SizeHistogram other)
    {
        for (var bucket = 0; bucket < _counts.Length; bucket++)
            _counts[bucket] += other._counts[bucket];
    }

    /// <summary>The size that <paramref name="percent"/> of all sizes do not exceed (nearest rank); 0 when nothing was counted.</summary>
    public long Percentile(int percent)
    {
        var rank = ((_counts.Sum() * percent) + 99) / 100;
        var bucket = 0;
        for (var passed = _counts[0]; passed < rank; passed += _counts[bucket])
            bucket++;
        return MiddleOf(bucket);
    }

    private static int BucketOf(long size)
    {
        var coarse = Math.Max(0, BitOperations.Log2((ulong)size) - FineBits);
        return (coarse * Fine) + (int)(size >> coarse);
    }

    private static long MiddleOf(int bucket)
    {
        var coarse = Math.Max(0, (bucket / Fine) - 1);
        var lowest = (long)(bucket - (coarse * Fine)) << coarse;
        return lowest + ((1L << coarse) >> 1);
    }
}
