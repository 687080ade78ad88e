using System.Collections.Concurrent;
using System.IO.Compression;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using Veda.Rx.Sources;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.Files;

/// <summary>Lines of files and streams against <see cref="File.ReadLines(string)"/>.</summary>
public sealed class LinesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("veda-lines-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("a")]
    [InlineData("a\n")]
    [InlineData("a\r\n")]
    [InlineData("a\nb")]
    [InlineData("a\r\n\r\nb\r\n")]
    [InlineData("\n\n\n")]
    [InlineData("last has a return\r")]
    [InlineData("\uFEFFmarked\nlines")]
    [InlineData("\uFEFF")]
    [InlineData("grüße\n😀\n")]
    public void They_are_what_the_file_system_gives(string text)
    {
        var path = Written("text.log", text);
        Assert.Equal(File.ReadLines(path), VedaStream.Lines(path).ToList().Wait());
        Assert.Equal(File.ReadLines(path), VedaStream.Lines(new MemoryStream(Encoding.UTF8.GetBytes(text))).ToList().Wait());
    }

    /// <summary>Blocks of a few bytes, so that every place is a border of one once.</summary>
    [Fact]
    public void Whatever_the_blocks_and_the_batches_are()
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => "\n\n\r\n|ab|é"[random.Next(9)]));
            text = text.Replace("\r", "\r\n");
            var bytes = Encoding.UTF8.GetBytes(text);
            var (block, least, most) = (random.Next(1, 40), random.Next(1, 10), random.Next(10, 40));
            var source = new LineSource([LineInput.Of(new Trickle(bytes, random.Next(1, 20)))], block, longest: 1 << 20, reuses: i % 2 == 0);
            var seen = VedaStream.From(source).WithBatch(least, most).Map(line => Encoding.UTF8.GetString(line.Span)).Enumerate().ToList().Wait();
            var expected = ReadLines(new StringReader(text)).Select((line, number) => ((long)number, line));
            Assert.Equal(expected, seen);
        }
    }

    [Fact]
    public void Lines_are_cut_at_any_place_of_a_large_file()
    {
        var random = new Random(2);
        var path = Written("large.log", string.Concat(Enumerable.Range(0, 60_000).Select(i => new string((char)('a' + i % 26), random.Next(120)) + (i % 5 == 0 ? "\r\n" : "\n"))));
        var expected = File.ReadAllLines(path);
        Assert.Equal(expected, VedaStream.Lines(path).ToArray().Wait());
        Assert.Equal(expected.LongLength, VedaStream.Utf8Lines(path).LongCount().Wait());
        Assert.Equal(expected.Skip(777).Take(50_000), VedaStream.Lines(path).Skip(777).Take(50_000).ToEnumerable());
        Assert.Equal(expected.Order(), VedaStream.Lines(path).Unordered().ToList().Wait().Order());
        Assert.Equal(expected[..10], VedaStream.Lines(path).Take(10).ToArray().Wait());
    }

    [Fact]
    public void Rows_that_are_kept_stay_as_they_were()
    {
        var path = Written("kept.log", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n")));
        var kept = VedaStream.Utf8Lines(path).ToArray().Wait();
        GC.Collect();
        Assert.Equal(File.ReadLines(path), kept.Select(line => Encoding.UTF8.GetString(line.Span)));
    }

    /// <summary>Lines whose memory is used again: right wherever they may be looked at, in batches of any size and in lanes that wait.</summary>
    [Fact]
    public void Lines_that_are_not_kept_are_right_while_they_are_worked_on()
    {
        var path = Written("reused.log", string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i} {new string((char)('a' + i % 26), i % 50)}\r\n")));
        var expected = File.ReadAllLines(path);
        foreach (var stream in (VedaStream<ReadOnlyMemory<byte>>[])[Reused(path), Reused(path).WithBatch(1, 100), Reused(path).WithParallelism(4).WithBatch(50, 5_000)])
        {
            Assert.Equal(expected, stream.Map(line => Encoding.UTF8.GetString(line.Span)).ToList().Wait());
            Assert.Equal(expected.SelectMany(line => line.Split(' ')), stream.FlatMap(Words).ToList().Wait());
            var seen = new ConcurrentBag<string>();
            stream.ForEach(line => seen.Add(Encoding.UTF8.GetString(line.Span))).Wait();
            Assert.Equal(expected.Order(), seen.Order());
            Assert.Equal(expected.Sum(line => (long)line[0] * line.Length), stream.Aggregate(0L, (sum, line) => sum + (line.Span[0] * line.Length)).Wait());
            Assert.Equal(expected.Skip(30_000), stream.Skip(30_000).Map(line => Encoding.UTF8.GetString(line.Span)).ToList().Wait());
        }

        static IEnumerable<string> Words(ReadOnlyMemory<byte> line)
        {
            for (var word = 0; word < 2; word++)
                yield return Encoding.UTF8.GetString(line.Span).Split(' ')[word];
        }
    }

    [Fact]
    public void Blocks_are_used_again_by_as_many_lines_as_there_are()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200_000).Select(i => $"this is line {i}\n")));
        Assert.True(Allocated(200_000, reuses: true, lines => lines) < text.Length / 2);
        Assert.True(Allocated(200_000, reuses: false, lines => lines) > text.Length);
        Assert.True(Allocated(20_000, reuses: true, lines => lines.Skip(180_000).Zip(VedaStream.Range(0, 20_000), (line, _) => line)) < text.Length / 2);

        long Allocated(int count, bool reuses, Func<VedaStream<ReadOnlyMemory<byte>>, VedaStream<ReadOnlyMemory<byte>>> of)
        {
            var stream = VedaStream.Utf8Lines(new MemoryStream(text), new LineOptions { ReusesMemory = reuses }).WithParallelism(1);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(count, of(stream.On(System.Reactive.Concurrency.ImmediateScheduler.Instance)).LongCount(line => !line.IsEmpty).Wait());
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Keys_of_bytes_are_counted_by_their_bytes_and_copied()
    {
        var path = Written("keys.log", string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i % 977} x\n")));
        var expected = File.ReadLines(path).CountBy(line => line.Split(' ')[0]).Select(pair => (pair.Key, pair.Value));
        foreach (var reuses in (bool[])[false, true])
        {
            var counts = VedaStream.Utf8Lines(path, new LineOptions { ReusesMemory = reuses }).CountBy(line => line[..line.Span.IndexOf((byte)' ')]).ToList().Wait();
            Assert.Equal(expected, counts.Select(pair => (Encoding.UTF8.GetString(pair.Key.Span), pair.Value)));
            Assert.All(counts, pair => Assert.True(MemoryMarshal.TryGetArray(pair.Key, out var array) && array.Array!.Length == pair.Key.Length));
        }
    }

    /// <summary>Four gigabytes that take no space, and the memory that some blocks need.</summary>
    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void A_file_larger_than_memory_should_be_is_read_in_constant_memory()
    {
        const int Holes = 64;
        const int Hole = 1 << 26;
        var path = Path.Combine(_folder, "sparse.log");
        using (var file = File.Create(path))
        {
            for (var hole = 1; hole <= Holes; hole++)
            {
                file.Position = (long)hole * Hole - 2;
                file.Write("x\n"u8);
            }
        }
        var lines = VedaStream.Utf8Lines(path, new LineOptions { MaxLineBytes = Hole, ReusesMemory = true }).Map(line => line.Length).ToList().Wait();
        Assert.Equal(Enumerable.Repeat(Hole - 1, Holes), lines);

        File.WriteAllText(path, "");
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1 << 16).Select(i => $"line {i}\n")));
        using (var file = File.OpenWrite(path))
        {
            for (long written = 0; written < 1L << 32; written += block.Length)
                file.Write(block);
        }
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        foreach (var reuses in (bool[])[false, true])
        {
            var count = VedaStream.Utf8Lines(path, new LineOptions { ReusesMemory = reuses }).LongCount(line =>
            {
                if (line.Span is [.., (byte)'0', (byte)'0', (byte)'0', (byte)'0'])
                    most = Math.Max(Volatile.Read(ref most), GC.GetTotalMemory(forceFullCollection: false) - before);
                return true;
            }).Wait();
            Assert.Equal(new FileInfo(path).Length / block.Length << 16, count);
        }
        Assert.InRange(most, 1, 200 << 20);
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_000)]
    public void A_line_may_be_longer_than_a_block(int length)
    {
        var path = Written("long.log", $"first\n{new string('x', length)}\r\nlast");
        Assert.Equal(File.ReadLines(path), VedaStream.Lines(path).ToList().Wait());
    }

    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    [InlineData(131_072, false)]
    [InlineData(1_000_000, false)]
    public void A_line_that_is_too_long_ends_the_stream_behind_those_before(int length, bool allowed)
    {
        foreach (var end in (string[])["\nafter", "\r\nafter", "\r\n", ""])
        {
            var path = Written("too-long.log", $"first\nsecond\n{new string('x', length)}{end}");
            var seen = new List<string>();
            var lines = VedaStream.Lines(path, new LineOptions { MaxLineBytes = 65_536 }).WithParallelism(1).ForEach(seen.Add);
            if (allowed)
            {
                lines.Wait();
                Assert.Equal(File.ReadLines(path), seen);
                continue;
            }
            Assert.Contains($"{path} has more than 65,536 bytes", Assert.Throws<InvalidDataException>(() => lines.Wait()).Message);
            Assert.Equal(["first", "second"], seen);
        }
    }

    [Fact]
    public void Several_files_are_read_one_behind_the_other()
    {
        string[] paths = [Written("1.log", "a\nb"), Written("2.log", ""), Packed("3.log.gz", "c\nd\n"), Written("4.log", "\uFEFFe\n")];
        Assert.Equal(["a", "b", "c", "d", "e"], VedaStream.Lines(paths).ToList().Wait());
        Assert.Equal([], VedaStream.Lines((string[])[]).ToList().Wait());
        var opened = 0;
        var first = VedaStream.Lines(paths.Select(path => opened++ >= 0 ? path : "")).First();
        Assert.Equal(("a", 1), (first.Wait(), opened));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_in_its_place()
    {
        var seen = new List<string>();
        var missing = Path.Combine(_folder, "missing.log");
        Assert.Throws<FileNotFoundException>(() => VedaStream.Lines([Written("1.log", "a\nb"), missing]).WithParallelism(1).ForEach(seen.Add).Wait());
        Assert.Equal(["a", "b"], seen);
        Assert.Throws<FileNotFoundException>(() => VedaStream.Lines(missing).Count().Wait());
        Assert.Throws<InvalidDataException>(() => VedaStream.Lines(Written("no.gz", "this is not packed")).Count().Wait());
        Assert.Throws<ArgumentException>("paths", () => VedaStream.Lines([""]).Count().Wait());
    }

    [Fact]
    public void What_was_read_before_an_error_is_delivered()
    {
        var seen = new List<string>();
        var failing = new Trickle("one\ntwo\nthr"u8.ToArray(), 4, new IOException("gone"));
        Assert.Equal("gone", Assert.Throws<IOException>(() => VedaStream.Lines(failing).WithParallelism(1).ForEach(seen.Add).Wait()).Message);
        Assert.Equal(["one", "two"], seen);
    }

    [Fact]
    public void A_line_of_a_stream_comes_before_the_next_one_is_sent()
    {
        using var heard = new ManualResetEventSlim();
        var slow = new Conversation(heard);
        var seen = VedaStream.Lines(slow).Inspect(_ => heard.Set()).ToList().Wait();
        Assert.Equal(["question", "answer"], seen);
        Assert.True(slow.WasHeard);
    }

    /// <summary>A pipe has a path on Linux: that of its end which this process holds.</summary>
    [Fact]
    public async Task A_line_of_a_pipe_comes_before_the_next_one_is_sent()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        var path = $"/proc/self/fd/{pipe.ClientSafePipeHandle.DangerousGetHandle()}";
        await pipe.WriteAsync("question\nan"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("question", await Patience.OnThread(() => VedaStream.Lines(path).First().Wait()));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_line()
    {
        var longest = new string('x', 65_536);
        Assert.Equal([longest, "b"], VedaStream.Lines(Written("marked.log", $"\uFEFF{longest}\nb"), new LineOptions { MaxLineBytes = 65_536 }).ToList().Wait());
    }

    [Fact]
    public void A_file_that_grows_is_read_to_its_end_and_one_that_shrinks_ends()
    {
        var path = Written("grows.log", string.Concat(Enumerable.Range(0, 100_000).Select(i => $"line {i}\n")));
        var grown = 0;
        var seen = VedaStream.Lines(path).WithParallelism(1).Inspect(line =>
        {
            if (line == "line 0" && Interlocked.Exchange(ref grown, 1) == 0)
                File.AppendAllText(path, "one more\n");
        }).ToList().Wait();
        Assert.Equal(100_001, seen.Count);

        var cut = VedaStream.Lines(path).WithParallelism(1).Inspect(line =>
        {
            if (line == "line 0")
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                file.SetLength(200_000);
            }
        }).ToList().Wait();
        Assert.InRange(cut.Count, 1, 100_000);
        Assert.Equal(seen.Take(cut.Count - 1), cut.SkipLast(1));
    }

    [Fact]
    public void The_file_is_closed_at_the_end_and_when_no_more_is_wanted()
    {
        var path = Written("closed.log", string.Concat(Enumerable.Range(0, 100_000).Select(i => $"line {i}\n")));
        foreach (var run in (Func<VedaStream<string>, object>[])[s => s.Count().Wait(), s => s.First().Wait(), s => s.ToEnumerable().Take(3).Count()])
        {
            var before = Open(path);
            run(VedaStream.Lines(path));
            Assert.True(SpinWait.SpinUntil(() => Open(path) == before, TimeSpan.FromSeconds(30)));
        }
        using var stream = new MemoryStream("a\nb"u8.ToArray());
        Assert.Equal(2, VedaStream.Lines(stream).Count().Wait());
        Assert.True(stream.CanRead);
        Assert.Equal(0, VedaStream.Lines(stream).Count().Wait());
    }

    [Fact]
    public void Arguments_are_checked_at_once()
    {
        Assert.Throws<ArgumentNullException>("path", () => VedaStream.Lines((string)null!));
        Assert.Throws<ArgumentException>("path", () => VedaStream.Lines(""));
        Assert.Throws<ArgumentNullException>("paths", () => VedaStream.Lines((IEnumerable<string>)null!));
        Assert.Throws<ArgumentNullException>("stream", () => VedaStream.Lines((Stream)null!));
        var closed = new MemoryStream();
        closed.Dispose();
        Assert.Throws<ArgumentException>("stream", () => VedaStream.Lines(closed));
        Assert.Throws<ArgumentOutOfRangeException>("MaxLineBytes", () => VedaStream.Lines("x", new LineOptions { MaxLineBytes = 65_535 }));
        Assert.Throws<ArgumentOutOfRangeException>("MaxLineBytes", () => VedaStream.Utf8Lines("x", new LineOptions { MaxLineBytes = (1 << 30) + 1 }));
    }

    private static int Open(string path) => Directory.Exists("/proc/self/fd")
        ? Directory.EnumerateFiles("/proc/self/fd").Count(link => LeadsTo(link, path)) : 0;

    private static bool LeadsTo(string link, string path)
    {
        try
        {
            return File.ResolveLinkTarget(link, false)?.FullName == path;
        }
        catch (FileNotFoundException)
        {
            return false;   // another test has just closed that one
        }
    }

    private static IEnumerable<string> ReadLines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static VedaStream<ReadOnlyMemory<byte>> Reused(string path) => VedaStream.Utf8Lines(path, new LineOptions { ReusesMemory = true });

    private string Written(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string Packed(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        file.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }

    /// <summary>Gives a few bytes at a time, and then ends or fails.</summary>
    private sealed class Trickle(byte[] bytes, int most, Exception? error = null) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) =>
            Position == Length && error is not null ? throw error : base.Read(buffer[..Math.Min(most, buffer.Length)]);
    }

    /// <summary>Says the second line when the first one has been heard.</summary>
    private sealed class Conversation(ManualResetEventSlim heard) : MemoryStream("question\nanswer\n"u8.ToArray())
    {
        public bool WasHeard { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (Position > 0)
                WasHeard = heard.Wait(TimeSpan.FromSeconds(30));
            return base.Read(buffer[..Math.Min(9, buffer.Length)]);
        }
    }
}
