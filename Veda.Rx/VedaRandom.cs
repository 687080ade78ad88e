namespace Veda.Rx;

/// <summary>
/// Random numbers that depend on a seed and a position, and on nothing else: the element at that position gets the same ones on every scheduler, with every
/// number of workers, in every version of this library.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), begun at a mixture of seed and position. Good for simulation and tests,
/// not for secrets. A mutable struct: a copy goes on with the numbers that the original is going to give, so pass it by reference. Not thread-safe.
/// </remarks>
/// <example><code>
/// var random = new VedaRandom(seed: 42, position: 7);
/// var (die, share) = (random.Next(6) + 1, random.NextDouble());
/// </code></example>
public struct VedaRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>The numbers of a position.</summary>
    /// <param name="seed">Any value.</param>
    /// <param name="position">Any value; those of a stream's elements are from 0.</param>
    public VedaRandom(ulong seed, long position = 0) => _state = Mix(Mix(seed + Step) ^ unchecked((ulong)position + 1) * Step);

    /// <summary>The next number, of all 2^64 equally likely.</summary>
    public ulong NextUInt64() => Mix(_state += Step);

    /// <summary>The next number below a bound, all equally likely (Lemire, "Fast random integer generation in an interval", 2019).</summary>
    /// <param name="bound">From 1.</param>
    /// <returns>From 0 to <paramref name="bound"/> - 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is less than 1.</exception>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var product = (ulong)(uint)NextUInt64() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            // Of the 2^32 words so many are left over when all numbers have had the same share.
            var left = (0u - (uint)bound) % (uint)bound;
            while ((uint)product < left)
                product = (ulong)(uint)NextUInt64() * (uint)bound;
        }
        return (int)(product >> 32);
    }

    /// <summary>The next number in a range, all equally likely.</summary>
    /// <param name="least">The least.</param>
    /// <param name="bound">One more than the greatest.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not above <paramref name="least"/>, or more than <see cref="int.MaxValue"/> above it.</exception>
    public int Next(int least, int bound)
    {
        var count = (long)bound - least;
        return count is >= 1 and <= int.MaxValue ? least + Next((int)count)
            : throw new ArgumentOutOfRangeException(nameof(bound), bound, $"The range from {least} to below {bound} has {count} numbers; allowed: 1 to {int.MaxValue}.");
    }

    /// <summary>The next number from 0 up to and without 1: a multiple of 2^-53, all equally likely.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>The finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong word)
    {
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }
}
