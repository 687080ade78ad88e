using System.Runtime.InteropServices;

namespace LogStats;

/// <summary>
/// Requests and bytes for each distinct text: exact, and so as large as there are distinct texts. Of a text, the first
/// <see cref="LongestKey"/> bytes count.
/// </summary>
internal sealed class Tally
{
    public const int LongestKey = 512;

    private readonly Dictionary<byte[], Share> _shares = new(Utf8Keys.Comparer);
    private readonly Dictionary<byte[], Share>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;

    public Tally() => _bySpan = _shares.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>How many distinct texts there are.</summary>
    public int Count => _shares.Count;

    /// <summary>Counts one request; allocates only for a text that is new.</summary>
    public void Add(ReadOnlySpan<byte> text, long bytes)
    {
        var key = text[..Math.Min(text.Length, LongestKey)];
        CollectionsMarshal.GetValueRefOrAddDefault(_bySpan, key, out _).Add(1, bytes);
    }

    public void Merge(Tally other)
    {
        foreach (var (key, share) in other._shares)
            CollectionsMarshal.GetValueRefOrAddDefault(_shares, key, out _).Add(share.Requests, share.Bytes);
    }

    /// <summary>The texts with the most requests, at most <paramref name="count"/>; equal ones by their bytes, so that the order is one.</summary>
    public IEnumerable<KeyValuePair<byte[], Share>> Top(int count) => _shares
        .OrderByDescending(entry => entry.Value.Requests)
        .ThenBy(entry => entry.Key, Utf8Keys.Order)
        .Take(count);

    /// <summary>What one text has of the whole.</summary>
    public record struct Share(long Requests, Int128 Bytes)
    {
        public void Add(long requests, Int128 bytes) => (Requests, Bytes) = (Requests + requests, Bytes + bytes);
    }
}
