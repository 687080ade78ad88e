namespace LogStats;

/// <summary>One request, as a web server logged it in the combined or the common format.</summary>
/// <param name="Source">The line that it was read from.</param>
/// <param name="Client">Who asked: an address or a host name.</param>
/// <param name="Path">What was asked for, without the query; of a request that is no HTTP, the whole of it.</param>
/// <param name="Time">When, with the offset that the server logged.</param>
/// <param name="Status">The three digits of the answer's status.</param>
/// <param name="Size">Bytes of the answer; the format's <c>-</c> is 0.</param>
/// <param name="Fault">Why the line could not be parsed; null when it could.</param>
internal readonly record struct LogLine(
    TextLine Source,
    ReadOnlyMemory<byte> Client = default,
    ReadOnlyMemory<byte> Path = default,
    DateTimeOffset Time = default,
    int Status = 0,
    long Size = 0,
    string? Fault = null)
{
    /// <summary>The longest line that is looked at, in bytes.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>A file with a line of more bytes is not counted.</summary>
    public const int Unreadable = 1 << 24;

    /// <summary>Reads <c>client ident user [time] "request" status size</c> and, when present, <c>"referrer" "agent"</c>.</summary>
    /// <remarks>Never throws: a line in no such form has a <see cref="Fault"/>. More fields may follow the agent.</remarks>
    public static LogLine Parse(TextLine line)
    {
        var fields = new FieldCursor(line.Bytes.Span);
        Range client = default, request = default;
        DateTimeOffset time = default;
        var status = 0;
        var size = 0L;
        var fault =
            line.Bytes.Length > Longest ? $"longer than {Longest:N0} bytes" :
            line.Bytes.IsEmpty ? "empty line" :
            !fields.TryWord(out client) ? "no client" :
            !fields.TryTime(out time) ? "no time like [31/Dec/2025:23:59:59 +0000]" :
            !fields.TryQuoted(out request) ? "no request in quotes" :
            !fields.TryStatus(out status) ? "no status of three digits" :
            !fields.TrySize(out size) ? "no size" :
            !fields.TryReferrerAndAgent() ? "no referrer and agent in quotes" :
            null;
        return fault is null
            ? new LogLine(line, line.Bytes[client], PathOf(line.Bytes[request]), time, status, size)
            : new LogLine(line, Fault: fault);
    }

    /// <summary>The path within <c>GET /path?query HTTP/1.1</c>; the path may contain spaces, the version may be missing.</summary>
    private static ReadOnlyMemory<byte> PathOf(ReadOnlyMemory<byte> request)
    {
        var text = request.Span;
        var start = text.IndexOf((byte)' ') + 1;
        var end = text.LastIndexOf(" HTTP/"u8);
        if (start == 0)
            return request;
        var target = request[start..(end < start ? text.Length : end)];
        var query = target.Span.IndexOf((byte)'?');
        return query < 0 ? target : target[..query];
    }
}
