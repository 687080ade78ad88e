using System.Text;
using LogStats;
using Xunit;

namespace Veda.Rx.Tests.Examples;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain [red]text[/]", "plain [red]text[/]")]
    [InlineData("grüße 漢字 😀", "grüße 漢字 😀")]
    [InlineData("a\0b\tc\u001b[2J", "a\\x00b\\x09c\\x1B[2J")]
    [InlineData("\u0085\u200b\u202e\u2028", "\\x85\\u200B\\u202E\\u2028")]
    public void Shows_controls_as_escapes(string text, string shown) => Assert.Equal(shown, Printable.From(text));

    [Fact]
    public void Shows_bytes_that_are_no_text() =>
        Assert.Equal("a\\xFFb\\xC3", Printable.From([(byte)'a', 0xff, (byte)'b', 0xc3]));

    [Fact]
    public void Ends_a_long_text_with_dots()
    {
        Assert.Equal("123", Printable.From("123"u8, 3));
        Assert.Equal("12…", Printable.From("123"u8, 2));
        Assert.Equal("😀…", Printable.From(Encoding.UTF8.GetBytes("😀😀"), 3));
        Assert.Equal("1…", Printable.From("1\02"u8, 4));
    }
}
