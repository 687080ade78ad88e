using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>What <see cref="FileLines"/> takes from a line, as <see cref="LogLine"/> does, without a string for it.</summary>
internal static class Utf8LogLine
{
    public static ReadOnlyMemory<byte> PathOf(ReadOnlyMemory<byte> line)
    {
        Parse(line.Span, out var start, out var length, out _, out _);
        return line.Slice(start, length);
    }

    /// <summary>Finds the path, and reads the rest. Not inlined, so that nobody can leave out what it does not need.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Parse(ReadOnlySpan<byte> line, out int start, out int length, out int status, out long bytes)
    {
        start = line.IndexOf((byte)'"') + 1;
        start += line[start..].IndexOf((byte)' ') + 1;
        length = line[start..].IndexOf((byte)' ');
        var rest = line[(start + length)..];
        rest = rest[(rest.IndexOf((byte)'"') + 2)..];
        if (!Utf8Parser.TryParse(rest, out status, out var digits))
            throw new FormatException("A line has no status.");
        Utf8Parser.TryParse(rest[(digits + 1)..], out bytes, out _);   // "-" is 0
    }
}
