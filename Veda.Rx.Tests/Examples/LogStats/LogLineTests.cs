using System.Text;
using LogStats;
using Xunit;

namespace Veda.Rx.Tests.Examples;

public sealed class LogLineTests
{
    private const string Time = "[17/May/2015:10:05:03 +0000]";

    [Theory]
    [InlineData($"1.2.3.4 - - {Time} \"GET /a HTTP/1.1\" 200 17 \"-\" \"curl\"", "1.2.3.4", "/a", 200, 17)]
    [InlineData($"1.2.3.4 - - {Time} \"GET /a HTTP/1.1\" 200 17", "1.2.3.4", "/a", 200, 17)]
    [InlineData($"1.2.3.4 - - {Time} \"GET /a HTTP/1.1\" 200 17 ", "1.2.3.4", "/a", 200, 17)]
    [InlineData($"2001:db8::1 - - {Time} \"GET /a HTTP/1.1\" 304 - \"-\" \"-\"", "2001:db8::1", "/a", 304, 0)]
    [InlineData($"host.example - - {Time} \"GET /a HTTP/1.1\" 304 -", "host.example", "/a", 304, 0)]
    [InlineData($"::1 - John Doe {Time} \"GET /a HTTP/1.1\" 200 17 \"-\" \"-\"", "::1", "/a", 200, 17)]
    [InlineData($"::1 - - {Time} \"GET /a?b=c?d HTTP/1.1\" 200 17 \"-\" \"-\"", "::1", "/a", 200, 17)]
    [InlineData($"::1 - - {Time} \"GET /a b HTTP/1.1\" 200 17 \"-\" \"-\"", "::1", "/a b", 200, 17)]
    [InlineData($"::1 - - {Time} \"GET /old\" 200 17 \"-\" \"-\"", "::1", "/old", 200, 17)]
    [InlineData($"::1 - - {Time} \"GET  HTTP/1.1\" 400 17 \"-\" \"-\"", "::1", "", 400, 17)]
    [InlineData($"::1 - - {Time} \"GET HTTP/1.1\" 400 17 \"-\" \"-\"", "::1", "HTTP/1.1", 400, 17)]
    [InlineData($"::1 - - {Time} \"-\" 408 0 \"-\" \"-\"", "::1", "-", 408, 0)]
    [InlineData($"::1 - - {Time} \"\" 400 0 \"-\" \"-\"", "::1", "", 400, 0)]
    [InlineData($"::1 - - {Time} \"\\x16\\x03\\x01\" 400 0 \"-\" \"-\"", "::1", "\\x16\\x03\\x01", 400, 0)]
    [InlineData($"::1 - - {Time} \"GET /a\\\"b HTTP/1.1\" 200 17 \"-\" \"-\"", "::1", "/a\\\"b", 200, 17)]
    [InlineData($"::1 - - {Time} \"GET /a\"b HTTP/1.1\" 200 17 \"-\" \"-\"", "::1", "/a\"b", 200, 17)]
    [InlineData($"::1 - - {Time} \"GET /a HTTP/1.1\" 200 17 \"-\" \"say \\\"hi\\\" \\\\\"", "::1", "/a", 200, 17)]
    [InlineData($"::1 - - {Time} \"GET /a HTTP/1.1\" 200 17 \"a\"b\" \"say \"hi\"!\"", "::1", "/a", 200, 17)]
    [InlineData($"::1 - - {Time} \"GET /a HTTP/1.1\" 200 17 \"-\" \"-\" \"10.0.0.1\" rt=0.003", "::1", "/a", 200, 17)]
    [InlineData($"::1 - - {Time} \"GET /[red] HTTP/1.1\" 999 999999999999999", "::1", "/[red]", 999, 999_999_999_999_999)]
    [InlineData($"::1 - - {Time} \"GET /a\0b HTTP/1.1\" 200 17", "::1", "/a\0b", 200, 17)]
    public void Reads_what_servers_write(string text, string client, string path, int status, long size)
    {
        var line = Parse(text);

        Assert.Null(line.Fault);
        Assert.Equal((client, path, status, size), (Text(line.Client), Text(line.Path), line.Status, line.Size));
        Assert.Equal(new DateTimeOffset(2015, 5, 17, 10, 5, 3, TimeSpan.Zero), line.Time);
    }

    [Theory]
    [InlineData("", "empty line")]
    [InlineData("\0\0\0\0", "no client")]
    [InlineData(" - - ", "no client")]
    [InlineData("1.2.3.4", "no client")]
    [InlineData("1.2.3.4 - -", "no time")]
    [InlineData("1.2.3.4 - - [", "no time")]
    [InlineData("1.2.3.4 - - [17/May/2015:10:05:03 +0000", "no time")]
    [InlineData("1.2.3.4 - - [17/Mai/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1", "no time")]
    [InlineData("1.2.3.4 - - [30/Feb/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1", "no time")]
    [InlineData("1.2.3.4 - - [17/May/2015:24:05:03 +0000] \"GET / HTTP/1.1\" 200 1", "no time")]
    [InlineData("1.2.3.4 - - [17/May/2015:10:05:03 +1500] \"GET / HTTP/1.1\" 200 1", "no time")]
    [InlineData($"1.2.3.4 - - {Time}", "no request")]
    [InlineData($"1.2.3.4 - - {Time} GET / 200 1", "no request")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1", "no request")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1\\\"", "no request")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1\"", "no status")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1\" 20 1", "no status")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1\" 2000 1", "no status")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1\" abc 1", "no status")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1\" 200", "no size")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1\" 200 -1", "no size")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1\" 200 1x", "no size")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1\" 200 9999999999999999", "no size")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1\" 200 1 \"-\"", "no referrer")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1\" 200 1 \"-\" \"Mozilla/5", "no referrer")]
    [InlineData($"1.2.3.4 - - {Time} \"GET / HTTP/1.1\" 200 1 x", "no referrer")]
    public void Says_what_is_missing(string text, string fault) => Assert.StartsWith(fault, Parse(text).Fault);

    [Theory]
    [InlineData("01/Jan/2024:00:00:00 +0000", "2024-01-01T00:00:00+00:00")]
    [InlineData("29/Feb/2024:23:59:59 -0730", "2024-02-29T23:59:59-07:30")]
    [InlineData("31/Dec/9998:23:59:59 +1400", "9998-12-31T23:59:59+14:00")]
    public void Reads_times_with_their_offset(string text, string expected)
    {
        Assert.True(LogTime.TryParse(Encoding.UTF8.GetBytes(text), out var time));
        Assert.Equal(DateTimeOffset.Parse(expected), time);
        Assert.Equal(DateTimeOffset.Parse(expected).Offset, time.Offset);
    }

    [Fact]
    public void Any_beginning_and_any_garbled_form_of_a_line_is_survived()
    {
        var whole = Encoding.UTF8.GetBytes($"2001:db8::1 - - {Time} \"GET /a HTTP/1.1\" 200 17 \"-\" \"say \\\"hi\\\"\"");
        for (var length = 0; length < whole.Length; length++)
        {
            LogLine.Parse(new TextLine(whole.AsMemory(0, length), 0, 1));
            foreach (var odd in "\" \\[]-\0\xff9"u8)
            {
                var garbled = whole.ToArray();
                garbled[length] = odd;
                LogLine.Parse(new TextLine(garbled, 0, 1));
            }
        }
    }

    private static LogLine Parse(string text) => LogLine.Parse(new TextLine(Encoding.UTF8.GetBytes(text), 0, 1));

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
