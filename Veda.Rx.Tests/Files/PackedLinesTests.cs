using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Veda.Rx.Sources;
using Veda.Rx.Tests.Guarantees;
using Veda.Rx.Tests.Operators;
using Xunit;

namespace Veda.Rx.Tests.Files;

/// <summary>Which files are unpacked.</summary>
public sealed class PackedLinesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("veda-packed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("app.log.gz")]
    [InlineData("app.log.2.GZ")]
    [InlineData("app.log.gz.1")]
    [InlineData("app.log")]
    public void A_packed_file_is_known_by_its_name_and_by_how_it_begins(string name)
    {
        var path = Packed(name, "a\nb\n");
        Assert.Equal(["a", "b"], VedaStream.Lines(path).ToList().Wait());
        Assert.Equal(["a", "b", "c"], VedaStream.Lines([path, Written("plain.log", "c"u8.ToArray())]).ToList().Wait());
    }

    [Theory]
    [InlineData(new byte[0], new string[0])]
    [InlineData(new byte[] { 0x1f }, new[] { "\u001f" })]
    [InlineData(new byte[] { (byte)'a' }, new[] { "a" })]
    [InlineData(new byte[] { 0x1f, 0x1f, 0x8b, (byte)'\n' }, new[] { "\u001f\u001f\ufffd" })]
    [InlineData(new byte[] { 0x1f, (byte)'\n', 0x8b }, new[] { "\u001f", "\ufffd" })]
    public void A_file_that_only_nearly_begins_as_a_packed_one_is_text(byte[] bytes, string[] lines)
    {
        Assert.Equal(lines, VedaStream.Lines(Written("app.log", bytes)).ToList().Wait());
    }

    [Fact]
    public void A_file_that_begins_as_a_packed_one_and_goes_on_otherwise_is_an_error_with_its_name()
    {
        var path = Written("app.log", [0x1f, 0x8b, .. "no more of it"u8]);
        var error = Assert.Throws<InvalidDataException>(() => VedaStream.Lines(path).Count().Wait());
        Assert.StartsWith($"{path} cannot be unpacked", error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidDataException>(error.InnerException);
    }

    /// <summary>Wherever it ends: in the header of a first or second packed part, in its data, in its check sum. The switch that is on in this project finds most of that, too; nothing here depends on it.</summary>
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void A_packed_file_that_is_cut_short_is_an_error_behind_its_whole_lines(CompressionLevel level)
    {
        byte[] first = Packed("one\ntwo\nthree\n", level), second = Packed("four, four and four again\nfive\n", level);
        byte[] whole = [.. first, .. second];
        string[] lines = ["one", "two", "three", "four, four and four again", "five"];
        for (var length = 0; length <= whole.Length; length++)
        {
            var path = Written("app.gz", whole[..length]);
            var seen = Seen<string>.Of(VedaStream.Lines(path));
            if (length == 0 || length == first.Length || length == whole.Length)
            {
                Assert.Null(seen.Error);
                Assert.Equal(length == 0 ? [] : length == first.Length ? lines[..3] : lines, seen.Items);
                continue;
            }
            Assert.StartsWith($"InvalidDataException: {path} cannot be unpacked", seen.Error, StringComparison.Ordinal);
            Assert.Equal(lines[..seen.Items.Count], seen.Items);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0x1f })]
    [InlineData(new byte[] { 0x1f, 0x8b })]
    [InlineData(new byte[] { (byte)'a', (byte)'\n' })]
    public void What_is_behind_packed_data_is_not_passed_over(byte[] more)
    {
        // Across the borders of what is read at once, too.
        foreach (var length in (int[])[1, 8_000, 8_192 - 23, 65_536 - 23, 200_000])
        {
            var text = new string('x', length);
            var packed = Packed(text, CompressionLevel.NoCompression);
            var path = Written("app.gz", [.. packed, .. more]);
            var seen = Seen<string>.Of(VedaStream.Lines(path));
            Assert.StartsWith($"InvalidDataException: {path} ", seen.Error, StringComparison.Ordinal);
            Assert.Empty(seen.Items);   // its only line has no end, and may be longer
            Assert.Equal([text], VedaStream.Lines(Written("app.gz", packed)).ToList().Wait());
        }
    }

    [Fact]
    public void A_packed_file_of_many_parts_is_read_to_its_end_by_reads_of_any_size()
    {
        var random = new Random(3);
        string[] parts = [.. Enumerable.Range(0, 300).Select(part => new string((char)('a' + part % 26), random.Next(500)))];
        byte[] packed = [.. parts.SelectMany(part => Packed(part, part.Length % 2 == 0 ? CompressionLevel.Fastest : CompressionLevel.NoCompression))];
        using var file = new PackedFile("parts", new MemoryStream(packed));
        var text = new StringBuilder();
        var buffer = new byte[100];
        while (file.Read(buffer.AsSpan(0, random.Next(1, buffer.Length))) is > 0 and var length)
            text.Append(Encoding.ASCII.GetString(buffer.AsSpan(0, length)));
        Assert.Equal(string.Concat(parts), text.ToString());
        Assert.Equal(0, file.Read(buffer));
    }

    /// <summary>It had too few bytes to tell when it was opened.</summary>
    [Fact]
    public void A_file_that_grows_stays_what_it_began_as()
    {
        var path = Written("app.log", "a"u8.ToArray());
        using var lines = LineInput.Of(path).Open();
        File.WriteAllBytes(path, [0x1f, 0x8b, (byte)'\n']);
        Assert.Equal(3, lines.ReadAtLeast(new byte[10], 10, throwOnEndOfStream: false));
    }

    [Fact]
    public void A_stream_is_read_as_it_is_packed_or_not()
    {
        using var packed = File.OpenRead(Packed("app.log.gz", "a\nb\n"));
        Assert.Equal(0x1f, VedaStream.Utf8Lines(packed).Map(line => line.Span[0]).First().Wait());
    }

    /// <summary>What a pipe gives can be read only once, its first bytes too.</summary>
    [Theory]
    [InlineData("pipe", false)]
    [InlineData("pipe.gz", true)]
    public async Task A_pipe_is_packed_if_its_name_says_so(string name, bool packed)
    {
        var path = await Pipe(name);
        var writing = Task.Run(() =>
        {
            using var pipe = new FileStream(path, FileMode.Open, FileAccess.Write);
            using Stream text = packed ? new GZipStream(pipe, CompressionLevel.Fastest) : pipe;
            text.Write("a\nb"u8);
        });
        Assert.Equal(["a", "b"], await VedaStream.Lines(path).ToList().AsTask().InTime());
        await writing.InTime();
    }

    /// <summary>Opening a pipe without a writer holds a thread of the scheduler, and nobody else.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_does_not_read_a_pipe_does_not_wait_for_its_writer(bool byTask)
    {
        var path = await Pipe("silent");
        var (asked, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var cancelled = new CancellationTokenSource();
        var lines = VedaStream.Lines(Paths());
        var counted = byTask ? lines.Count().AsTask(cancelled.Token) : Task.CompletedTask;
        using var subscription = byTask ? null : lines.Subscribe(_ => { });
        await asked.Task.InTime();
        if (byTask)
        {
            await Patience.OnThread(cancelled.Cancel);
            await Assert.ThrowsAsync<TaskCanceledException>(() => counted.InTime());
        }
        else
        {
            await Patience.OnThread(subscription!.Dispose);
        }
        Assert.False(left.Task.IsCompleted);
        await using var pipe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        pipe.Write("let it go\n"u8);
        await left.Task.InTime();

        IEnumerable<string> Paths()
        {
            try
            {
                asked.SetResult();
                yield return path;
            }
            finally
            {
                left.SetResult();
            }
        }
    }

    private async Task<string> Pipe(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes have no paths there");
        var path = Path.Combine(_folder, name);
        using var made = Process.Start("mkfifo", [path]);
        await made.WaitForExitAsync().InTime();
        return path;
    }

    private string Written(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private string Packed(string name, string text) => Written(name, Packed(text, CompressionLevel.Fastest));

    private static byte[] Packed(string text, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
