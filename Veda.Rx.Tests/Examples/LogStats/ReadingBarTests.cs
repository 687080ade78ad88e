using LogStats;
using Xunit;

namespace Veda.Rx.Tests.Examples;

public sealed class ReadingBarTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("logstats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_bar_ends_full_with_everything_counted()
    {
        var screen = new StringWriter();
        var shown = ReadingBar.Show(Consoles.Terminal(screen), [Sized(1_000)], bar =>
        {
            // Reports that come faster than the bar moves: the last one counts all the same.
            for (var read = 100; read <= 1_000; read += 100)
                bar.Report(new ReadingProgress(read, read / 10));
            return "the result";
        });

        Assert.Equal("the result", shown);
        Assert.Contains("100%", screen.ToString());
        Assert.Contains("100 lines", screen.ToString());
    }

    [Fact]
    public void Files_that_are_missing_or_empty_have_no_size()
    {
        var screen = new StringWriter();
        Assert.Equal(7, ReadingBar.Show(Consoles.Terminal(screen), [Path.Combine(_folder, "missing"), Sized(0)], _ => 7));
        Assert.Contains("0 lines", screen.ToString());
    }

    [Fact]
    public void What_the_work_throws_comes_out()
    {
        var screen = new StringWriter();
        Assert.Throws<IOException>(() => ReadingBar.Show<int>(Consoles.Terminal(screen), [Sized(10)], _ => throw new IOException()));
    }

    [Fact]
    public void Without_a_terminal_nothing_is_drawn()
    {
        var writer = new StringWriter();
        Assert.Equal(7, ReadingBar.Show(Consoles.Plain(writer), [Sized(10)], bar =>
        {
            bar.Report(new ReadingProgress(10, 1));
            return 7;
        }));
        Assert.Empty(writer.ToString());
    }

    [Theory]
    [InlineData(0, 0, "0 lines in 0.0 s, 0 a second")]
    [InlineData(1_234_567, 2_000, "1,234,567 lines in 2.0 s, 617,284 a second")]
    public void Speed_in_words(long lines, int milliseconds, string expected) =>
        Assert.Equal(expected, ReadingBar.Describe(lines, TimeSpan.FromMilliseconds(milliseconds)));

    private string Sized(int bytes)
    {
        var path = Path.Combine(_folder, $"{bytes}.log");
        File.WriteAllBytes(path, new byte[bytes]);
        return path;
    }
}
