using System.IO.Compression;
using System.Text;
using LogStats;
using Xunit;

namespace Veda.Rx.Tests.Examples;

public sealed class LogFilesTests : IDisposable
{
    private const string Good = "::1 - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 17";

    private readonly string _folder = Directory.CreateTempSubdirectory("logstats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_plain_loop_finds_the_same_lines()
    {
        var random = new Random(1);
        string[] texts = ["", "\n", "\r\n", "\r", "a", "a\n", "a\r\n\r\n\nb\rc", "\ufeff", "\ufeffa\n\ufeffb", "\ufeff\n", new string('x', 200_000), $"a\n{new string('x', 200_000)}\nb",
            .. Enumerable.Range(0, 20).Select(_ => string.Concat(Enumerable.Range(0, 500).Select(_ => new string('x', random.Next(1_000)) + "\r\n"[random.Next(2)..])))];
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var expected = VedaStream.Lines(new MemoryStream(bytes)).ToList().Wait();
            Assert.Equal(expected, PlainLines.Of(new MemoryStream(bytes), CancellationToken.None).Select(line => Encoding.UTF8.GetString(line.Span)));
        }
    }

    [Fact]
    public void Gzip_is_unpacked_by_name_member_by_member()
    {
        var path = Path.Combine(_folder, "log.GZ");
        System.IO.File.WriteAllBytes(path, [.. Gzip($"{Good}\n{Good}\n"), .. Gzip($"{Good}\n")]);

        var (report, files) = Read(path);

        Assert.Equal((3, 0), (report.Requests, report.Faulty));
        Assert.Equal((3, new FileInfo(path).Length), (files.Read.Lines, files.Read.Bytes));
    }

    [Fact]
    public void Gzip_that_is_cut_short_is_read_as_far_as_it_goes_and_told()
    {
        var whole = Gzip(string.Concat(Enumerable.Range(0, 100_000).Select(number => $"line {number}\n")));
        var path = Path.Combine(_folder, "log.gz");
        System.IO.File.WriteAllBytes(path, whole[..(whole.Length / 2)]);

        var (report, files) = Read(path);

        Assert.InRange(report.Faulty, 1, 99_999);
        Assert.Contains("cut short", Assert.Single(files.Faults));
    }

    [Fact]
    public void What_cannot_be_read_is_told_and_passed_over()
    {
        var (report, files) = Read(Path.Combine(_folder, "missing"), _folder, File("not.gz", "plain text"), "\0", File("log", "a"), File("long", new string('x', LogLine.Unreadable + 1)));

        Assert.Equal((4, 1L), (Assert.Single(report.FirstFaulty.Lines).Source.File, report.Faulty));
        Assert.Collection(
            files.Faults,
            fault => Assert.EndsWith("missing: no such file", fault),
            fault => Assert.EndsWith("is a directory", fault),
            fault => Assert.Contains("is not gzip", fault),
            fault => Assert.StartsWith("\\x00: ", fault),
            fault => Assert.Contains("long: has a line of more than 16,777,216 bytes", fault));
    }

    [Fact]
    public void Lines_are_numbered_by_file_and_what_is_kept_of_them_stays()
    {
        var first = File("1", string.Concat(Enumerable.Repeat(Good + "\n", 10_000)) + "x\ny");
        var second = File("2", $"{Good}\nz\n");

        var (report, files) = Read(first, second);

        Assert.Equal(["x", "y", "z"], report.FirstFaulty.Lines.Select(line => Encoding.UTF8.GetString(line.Source.Bytes.Span)));
        Assert.Equal([(0, 10_001L), (0, 10_002L), (1, 2L)], report.FirstFaulty.Lines.Select(line => (line.Source.File, line.Source.Number)));
        Assert.Equal((10_004, new DirectoryInfo(_folder).EnumerateFiles().Sum(file => file.Length)), (files.Read.Lines, files.Read.Bytes));
        Assert.Equal("/a", Encoding.UTF8.GetString(Assert.Single(report.Paths.Top(9)).Key));
    }

    [Fact]
    public void Cancelling_ends_the_reading()
    {
        var files = new LogFiles([File("log", new string('\n', 1_000_000))], new Unheard());
        var cancelled = new CancellationToken(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(() => files.Parallel(cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => files.Sequential(cancelled));
    }

    /// <summary>In both ways, which tell the same.</summary>
    private static (LogReport Report, LogFiles Files) Read(params string[] paths)
    {
        var plain = new LogFiles(paths, new Unheard());
        var plainReport = plain.Sequential(CancellationToken.None);
        var files = new LogFiles(paths, new Unheard());
        var report = files.Parallel(CancellationToken.None);
        Assert.Equal(plain.Faults, files.Faults);
        Assert.Equal(ReportJson.Of(plainReport, paths, 10), ReportJson.Of(report, paths, 10));
        return (report, files);
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
