using System.IO.Compression;
using System.Text;
using LogStats;
using Xunit;

namespace Veda.Rx.Tests.Examples;

public sealed class LogReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("logstats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "" })]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\nb", new[] { "a", "b" })]
    [InlineData("a\r\nb\r\n", new[] { "a", "b" })]
    [InlineData("a\r\n\r\n\nb\rc", new[] { "a", "", "", "b\rc" })]
    [InlineData("\r", new[] { "" })]
    [InlineData("\ufeffa\n\ufeffb", new[] { "a", "\ufeffb" })]
    [InlineData("a\0b\n", new[] { "a\0b" })]
    public void Cuts_lines(string content, string[] expected)
    {
        var lines = Read(File("log", content)).Lines;

        Assert.Equal(expected, lines.Select(line => Encoding.UTF8.GetString(line.Bytes.Span)));
        Assert.Equal(Enumerable.Range(1, lines.Count).Select(number => (long)number), lines.Select(line => line.Number));
    }

    [Fact]
    public void Lines_are_whole_wherever_a_block_ends()
    {
        var random = new Random(1);
        var expected = Enumerable.Range(0, 3_000).Select(number => new string((char)('a' + (number % 26)), random.Next(300))).ToArray();

        var (lines, reader) = Read(File("log", string.Join('\n', expected)), File("more", "x\ny"));

        Assert.Equal([.. expected, "x", "y"], lines.Select(line => Encoding.UTF8.GetString(line.Bytes.Span)));
        Assert.Equal(lines.Count, reader.Read.Lines);
        Assert.Equal((1, 2L), (lines[^1].File, lines[^1].Number));
        Assert.Equal(new DirectoryInfo(_folder).EnumerateFiles().Sum(file => file.Length), reader.Read.Bytes);
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(LogReader.LongestLine - 1, true)]
    [InlineData(LogReader.LongestLine, true)]
    [InlineData(1_000_000, true)]
    public void A_line_that_is_too_long_is_cut_and_is_one_line(int excess, bool cut)
    {
        var lengthy = new string('x', LogReader.LongestLine + excess);

        foreach (var (before, after) in (IEnumerable<(string, string)>)[("", ""), ("a\n", "\nb"), ("a\n", "\n"), ("", "\nb\n")])
        {
            var lines = Read(File("log", before + lengthy + after)).Lines;
            var lengthyLine = lines[before.Length == 0 ? 0 : 1];
            Assert.Equal((before + "L" + after).TrimEnd('\n').Split('\n').Length, lines.Count);
            Assert.Equal(cut, lengthyLine.Cut);
            Assert.Equal(Enumerable.Range(1, lines.Count).Select(number => (long)number), lines.Select(line => line.Number));
        }
    }

    [Fact]
    public void Gzip_is_unpacked_by_name_member_by_member()
    {
        var path = Path.Combine(_folder, "log.GZ");
        System.IO.File.WriteAllBytes(path, [.. Gzip("a\nb\n"), .. Gzip("c\n")]);

        Assert.Equal(["a", "b", "c"], Read(path).Lines.Select(line => Encoding.UTF8.GetString(line.Bytes.Span)));
    }

    [Fact]
    public void Gzip_that_is_cut_short_is_read_as_far_as_it_goes_and_told()
    {
        var whole = Gzip(string.Concat(Enumerable.Range(0, 100_000).Select(number => $"line {number}\n")));
        var path = Path.Combine(_folder, "log.gz");
        System.IO.File.WriteAllBytes(path, whole[..(whole.Length / 2)]);

        var (lines, reader) = Read(path);

        Assert.NotEmpty(lines);
        Assert.Contains("cut short", Assert.Single(reader.Faults));
    }

    [Fact]
    public void What_cannot_be_read_is_told_and_passed_over()
    {
        var (lines, reader) = Read(Path.Combine(_folder, "missing"), _folder, File("not.gz", "plain text"), "\0", File("log", "a"));

        Assert.Equal("a", Encoding.UTF8.GetString(Assert.Single(lines).Bytes.Span));
        Assert.Equal(4, lines[0].File);
        Assert.Collection(
            reader.Faults,
            fault => Assert.EndsWith("missing: no such file", fault),
            fault => Assert.EndsWith("is a directory", fault),
            fault => Assert.Contains("is not gzip", fault),
            fault => Assert.StartsWith("\\x00: ", fault));
    }

    [Fact]
    public void Cancelling_ends_the_reading()
    {
        using var cancellation = new CancellationTokenSource();
        var reader = new LogReader([File("log", new string('\n', 1_000_000))], new Unheard(), cancellation.Token);
        using var blocks = reader.Blocks().GetEnumerator();

        Assert.True(blocks.MoveNext());
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => blocks.MoveNext());
    }

    private (List<TextLine> Lines, LogReader Reader) Read(params string[] paths)
    {
        var reader = new LogReader(paths, new Unheard(), CancellationToken.None);
        return ([.. reader.Blocks().SelectMany(block => block.Lines())], reader);
    }

    private string File(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    private static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private sealed class Unheard : IProgress<ReadingProgress>
    {
        public void Report(ReadingProgress value)
        {
        }
    }
}
