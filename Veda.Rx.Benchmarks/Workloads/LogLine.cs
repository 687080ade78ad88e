using System.Globalization;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>What <see cref="Lines"/> takes from a line of a web server's log in the combined format.</summary>
internal readonly record struct LogLine(string Path, int Status, long Bytes)
{
    /// <summary>Reads <c>client - user [time] "GET path HTTP/1.1" status bytes "referrer" "agent"</c>.</summary>
    public static LogLine Parse(string line)
    {
        var rest = line.AsSpan();
        rest = rest[(rest.IndexOf('"') + 1)..];
        rest = rest[(rest.IndexOf(' ') + 1)..];
        var pathLength = rest.IndexOf(' ');
        var path = rest[..pathLength].ToString();
        rest = rest[(rest.IndexOf('"') + 2)..];
        var status = int.Parse(rest[..3], CultureInfo.InvariantCulture);
        rest = rest[4..];
        var bytes = rest[..rest.IndexOf(' ')];
        return new LogLine(path, status, bytes is "-" ? 0 : long.Parse(bytes, CultureInfo.InvariantCulture));
    }
}
