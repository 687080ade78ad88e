using System.Numerics;
using System.Runtime.Intrinsics;

namespace Veda.Rx.Sources;

/// <summary>Where lines end.</summary>
internal static class LineSplit
{
    public const byte End = (byte)'\n';

    /// <summary>Finds the lines of a text, without their ends. Whole vectors are compared: a search for each line alone would take twice as long.</summary>
    /// <param name="text">As many lines as there is space for, with their ends; the last may lack it.</param>
    /// <param name="lines">Receives the lines.</param>
    public static void Into(ReadOnlyMemory<byte> text, Span<ReadOnlyMemory<byte>> lines)
    {
        var bytes = text.Span;
        var found = 0;
        var begin = 0;
        for (var at = 0; at <= bytes.Length - 2 * Vector256<byte>.Count; at += 2 * Vector256<byte>.Count)
        {
            for (var ends = Ends(bytes[at..]) | (ulong)Ends(bytes[(at + Vector256<byte>.Count)..]) << Vector256<byte>.Count; ends != 0; ends &= ends - 1)
            {
                var end = at + BitOperations.TrailingZeroCount(ends);
                lines[found++] = text[begin..Content(bytes, begin, end)];
                begin = end + 1;
            }
        }
        while (found < lines.Length)
        {
            var length = bytes[begin..].IndexOf(End);
            var end = length < 0 ? bytes.Length : begin + length;
            lines[found++] = text[begin..Content(bytes, begin, end)];
            begin = end + 1;
        }
    }

    /// <summary>A bit for each byte of a vector that ends a line.</summary>
    private static uint Ends(ReadOnlySpan<byte> bytes) => Vector256.Equals(Vector256.Create(bytes), Vector256.Create(End)).ExtractMostSignificantBits();

    /// <summary>Where a line ends without a carriage return.</summary>
    private static int Content(ReadOnlySpan<byte> bytes, int begin, int end) => end > begin && bytes[end - 1] == '\r' ? end - 1 : end;
}
