using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>What <see cref="FileLines"/> takes from a line, as <see cref="LogLine"/> does, without a string for it.</summary>
internal readonly record struct Utf8LogLine(ReadOnlyMemory<byte> Path, int Status, long Bytes)
{
    public static Utf8LogLine Parse(ReadOnlyMemory<byte> line)
    {
        Parse(line.Span, out var path, out var status, out var bytes);
        return new Utf8LogLine(line[path], status, bytes);
    }

    /// <summary>The same for those that have no memory to hand out. Not inlined, so that nobody can leave out what it does not need.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Parse(ReadOnlySpan<byte> line, out Range path, out int status, out long bytes)
    {
        var start = line.IndexOf((byte)'"') + 1;
        start += line[start..].IndexOf((byte)' ') + 1;
        var end = start + line[start..].IndexOf((byte)' ');
        path = start..end;
        var rest = line[end..];
        rest = rest[(rest.IndexOf((byte)'"') + 2)..];
        if (!Utf8Parser.TryParse(rest, out status, out var digits))
            throw new FormatException("A line has no status.");
        Utf8Parser.TryParse(rest[(digits + 1)..], out bytes, out _);   // "-" is 0
    }
}
