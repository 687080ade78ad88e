namespace Veda.Rx.Testing;

/// <summary>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a generator of one word, and the mixing of words that it is made of. The same on every machine and in every version.</summary>
internal struct SplitMix(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>The next of 2^64 equally likely words.</summary>
    public ulong Next() => Mix(_state += Step);

    /// <summary>An equally likely number below a bound (Lemire 2019, without the rejection: the bias is below one in 2^32).</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>A word that depends on both.</summary>
    public static ulong Mix(ulong one, ulong other) => Mix(Mix(one + Step) ^ (other + 1) * Step);

    private static ulong Mix(ulong word)
    {
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }
}
