using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LogStats;
using Xunit;
using Program = LogStats.Program;

namespace Veda.Rx.Tests.Examples;

/// <summary>The whole program, from its arguments to its exit code.</summary>
public sealed class LogStatsTests : IDisposable
{
    private const string Good = "::1 - - [17/May/2015:10:05:03 +0000] \"GET /[red]a[/] HTTP/1.1\" 200 17 \"-\" \"-\"";

    private readonly string _folder = Directory.CreateTempSubdirectory("logstats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Parallel_and_sequential_print_the_same_report()
    {
        var log = Path.Combine(_folder, "sample.log");
        using (var file = File.Create(log))
            SampleLog.Write(file, 20_000, seed: 7, TestContext.Current.CancellationToken);
        File.AppendAllLines(log, Enumerable.Range(0, 100).Select(number => $"broken {number}"));

        var parallel = Run(log, Write("b.log", Good), log);
        var sequential = Run("--sequential", log, Write("b.log", Good), log);

        Assert.Equal(0, parallel.Code);
        Assert.Equal(sequential.Report, parallel.Report);
        Assert.Contains($"{log}:20001: no time", parallel.Report);
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData(Good, 1, 0)]
    [InlineData(Good + "\r\n" + Good + "\r\n", 2, 0)]
    [InlineData(Good + "\n\0\n\u001b[31mred\n" + Good, 2, 2)]
    public void Counts_requests_and_unparsable_lines(string content, int requests, int unparsable)
    {
        foreach (var mode in (string[][])[[], ["--sequential"]])
        {
            var (code, report, _) = Run([.. mode, Write("log", content)]);

            Assert.Equal(0, code);
            Assert.Contains($"Requests          {requests}{Environment.NewLine}", report);
            Assert.Contains($"Unparsable lines  {unparsable}{Environment.NewLine}", report);
            Assert.DoesNotContain('\u001b', report);
            Assert.DoesNotContain('\0', report);
        }
    }

    [Fact]
    public void Paths_are_text_and_never_markup() => Assert.Contains("/[red]a[/]", Run(Write("log", Good)).Report);

    [Fact]
    public void A_line_of_a_megabyte_is_one_unparsable_line()
    {
        var (code, report, _) = Run(Write("log", $"{Good}\n{new string('x', 1 << 20)}\n{Good}"));

        Assert.Equal(0, code);
        Assert.Contains("Requests          2", report);
        Assert.Contains("log:2: longer than 65,536 bytes", report);
    }

    [Fact]
    public void A_missing_file_is_told_and_the_others_are_read()
    {
        var (code, report, messages) = Run(Path.Combine(_folder, "missing.log"), Write("log", Good), _folder);

        Assert.Equal(1, code);
        Assert.Contains("Requests          1", report);
        Assert.Contains("missing.log: no such file", messages);
        Assert.Contains("is a directory", messages);
    }

    [Fact]
    public void Top_limits_the_tables()
    {
        var log = Write("log", string.Join('\n', Enumerable.Range(0, 30).Select(number => Good.Replace("[red]", $"{number}-"))));

        Assert.Equal(10, Occurrences(Run(log).Report, "-a[/]"));
        Assert.Equal(3, Occurrences(Run("--top", "3", log).Report, "-a[/]"));
        Assert.Equal(30, Occurrences(Run("--top=100", log).Report, "-a[/]"));
    }

    [Fact]
    public void A_rotated_log_is_one_report_for_programs_too()
    {
        string[] files = [Write("access.log", Good), Write("access.log.1", Good + "\n"), Packed("access.log.2.gz", Good + "\n" + Good)];
        var (code, report, messages) = Run(["--json", .. files]);

        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(report);
        Assert.Equal(4, json.RootElement.GetProperty("requests").GetInt64());
        Assert.Equal(files, json.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
        Assert.Equal(JsonValueKind.Object, json.RootElement.GetProperty("scheduler").ValueKind);
        Assert.DoesNotContain("cheduler", messages);
        Assert.Equal(WithoutScheduler(report), WithoutScheduler(Run(["--json", "--sequential", .. files]).Report));
        Assert.Contains($"Requests          4{Environment.NewLine}", Run(files).Report);
    }

    /// <summary>Not where the report goes, which is the same in every run.</summary>
    [Fact]
    public void What_the_scheduler_decided_is_told_beside_the_report()
    {
        var log = Write("log", Good);
        var parallel = Run(log);
        Assert.Matches("(What the scheduler decided|Scheduler: [0-9]+ workers? all the time)", parallel.Messages);
        Assert.DoesNotContain("cheduler", parallel.Report);
        Assert.DoesNotContain("cheduler", Run("--sequential", log).Messages);
    }

    [Theory]
    [InlineData("--top")]
    [InlineData("--top", "x")]
    [InlineData("--top", "0")]
    [InlineData("--top=-1")]
    [InlineData("--top", "99999999999")]
    [InlineData("--unknown")]
    [InlineData("")]
    public void Wrong_arguments_are_named(params string[] arguments)
    {
        var (code, report, messages) = Run(arguments);

        Assert.Equal(2, code);
        Assert.Empty(report);
        Assert.StartsWith("LogStats: ", messages);
        Assert.Contains("--help", messages);
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("--help")]
    [InlineData("--top", "3", "--help")]
    [InlineData("missing.log", "-h")]
    public void Help_is_printed(params string[] arguments) => Assert.Equal((0, Arguments.Usage + Environment.NewLine, ""), Run(arguments));

    /// <summary>What other people's servers write, as the only line of a file.</summary>
    [Theory]
    [InlineData("2001:db8::1 - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 17 \"-\" \"-\"", "2001:db8::1", 17)]
    [InlineData("fe80::1%eth0 - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 17 \"-\" \"-\"", "fe80::1%eth0", 17)]
    [InlineData("::1 - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 17 \"-\" \"say \\\"hi\\\" \\\\ \"", "/a", 17)]
    [InlineData("::1 - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 17 \"-\" \"a \"quoted\" agent\"", "/a", 17)]
    [InlineData("::1 - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 304 - \"-\" \"-\"", "3xx", 0)]
    [InlineData("::1 - - [17/May/2015:10:05:03 +0000] \"GET /a\0b HTTP/1.1\" 200 17 \"-\" \"-\"", "/a\\x00b", 17)]
    public void A_strange_line_is_a_request(string line, string shown, int bytes)
    {
        foreach (var end in (string[])["", "\n", "\r\n"])
        {
            var (code, report, _) = Run(Write("log", line + end));
            Assert.Equal(0, code);
            Assert.Contains($"Requests          1{Environment.NewLine}", report);
            Assert.Contains($"Bytes             {bytes}{Environment.NewLine}", report);
            Assert.Contains(shown, report);
        }
    }

    [Theory]
    [InlineData("log.gz")]
    [InlineData("log.2.gz")]
    [InlineData("log.gz.1")]
    [InlineData("log")]
    public void Gzip_is_known_whatever_it_is_called(string name)
    {
        var (code, report, _) = Run(Packed(name, Good + "\n" + Good));
        Assert.Equal(0, code);
        Assert.Contains($"Requests          2{Environment.NewLine}", report);
    }

    [Fact]
    public void What_only_nearly_begins_as_gzip_is_text()
    {
        string[] files = [Write("empty", ""), Write("one", "\u001f"), Write("two", "\u001f\u001f"), Write("log", Good)];
        var (code, report, _) = Run(files);
        Assert.Equal(0, code);
        Assert.Contains($"Requests          1{Environment.NewLine}", report);
        Assert.Contains($"Unparsable lines  2{Environment.NewLine}", report);
    }

    [Fact]
    public void Gzip_that_is_cut_short_counts_as_far_as_it_goes_and_is_told()
    {
        var path = Packed("log.gz", string.Join('\n', Enumerable.Range(0, 50_000).Select(number => Good.Replace("a[/]", $"{number}"))));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
        var (code, report, messages) = Run(path);
        Assert.Equal(1, code);
        Assert.DoesNotContain($"Requests          0{Environment.NewLine}", report);
        Assert.Contains("log.gz: is not gzip, is damaged, or was cut short", messages);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_told()
    {
        var path = Write("log", Good);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.SkipWhen(IsReadable(path), "root may read every file, and on Windows permissions are set in other ways");
        var (code, _, messages) = Run(path);
        Assert.Equal(1, code);
        Assert.Contains("log: may not be read", messages);
    }

    [Fact]
    public void A_device_that_fails_is_told()
    {
        const string Memory = "/proc/self/mem";   // opens, and cannot be read where nothing is mapped
        Assert.SkipUnless(File.Exists(Memory), "there is no such device here");
        var (code, _, messages) = Run(Memory, Write("log", Good));
        Assert.Equal(1, code);
        Assert.Contains("LogStats: /proc/self/mem: ", messages);
    }

    [Fact]
    public void After_two_dashes_come_files() => Assert.Contains("--top: no such file", Run("--", "--top").Messages);

    [Fact]
    public void Cancelling_ends_with_its_own_code()
    {
        var messages = new StringWriter();
        var code = Program.Run([Write("log", Good)], Consoles.Plain(new StringWriter()), Consoles.Plain(messages), new CancellationToken(canceled: true));

        Assert.Equal(130, code);
        Assert.Contains("cancelled", messages.ToString());
    }

    [Fact]
    public void The_sample_is_written_once_and_is_always_the_same()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var written = new List<string>();
        var path = SampleLog.Ensure(_folder, 1_000, written.Add, cancellation);
        var text = File.ReadAllText(path);
        Assert.Equal(path, SampleLog.Ensure(_folder, 1_000, written.Add, cancellation));
        Assert.Equal(path, Assert.Single(written));
        Assert.Equal([path], Directory.GetFiles(_folder));

        File.Delete(path);
        Assert.Equal(text, File.ReadAllText(SampleLog.Ensure(_folder, 1_000, written.Add, cancellation)));
    }

    [Fact]
    public void A_sample_whose_writing_was_cancelled_is_not_there()
    {
        Assert.Throws<OperationCanceledException>(() => SampleLog.Ensure(_folder, 1_000, _ => { }, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static string WithoutScheduler(string report) => report[..report.IndexOf("\"scheduler\"", StringComparison.Ordinal)];

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    private static (int Code, string Report, string Messages) Run(params string[] arguments)
    {
        var (report, messages) = (new StringWriter(), new StringWriter());
        var code = Program.Run(arguments, Consoles.Plain(report), Consoles.Plain(messages), CancellationToken.None);
        return (code, report.ToString(), messages.ToString());
    }

    private static bool IsReadable(string path)
    {
        try
        {
            File.OpenRead(path).Dispose();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string Packed(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(content));
        return path;
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
