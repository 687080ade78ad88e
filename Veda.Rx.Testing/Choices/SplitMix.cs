namespace Veda.Rx.Testing;

/// <summary>Mixes words as SplitMix64 does (Steele, Lea and Flood, OOPSLA 2014). The same on every machine and in every version.</summary>
internal static class SplitMix
{
    /// <summary>A word that depends on both.</summary>
    public static ulong Mix(ulong one, ulong other)
    {
        var random = new VedaRandom(one, unchecked((long)other));
        return random.NextUInt64();
    }
}
