namespace LogStats;

/// <summary>
/// A run of whole lines, cut from a file by <see cref="LogReader"/>. Finding the lines in it is left to whoever consumes
/// the block, so that it happens in parallel.
/// </summary>
/// <param name="text">Whole lines, each with its line end; the last of a file may lack it.</param>
/// <param name="file">The position of the file among the files read.</param>
/// <param name="firstLine">The number of the first line in its file, from 1.</param>
/// <param name="cut">Whether the block is the beginning of one line that is too long.</param>
internal sealed class LineBlock(ReadOnlyMemory<byte> text, int file, long firstLine, bool cut = false)
{
    /// <summary>The lines of the block, without their line ends (<c>\n</c> or <c>\r\n</c>).</summary>
    public IEnumerable<TextLine> Lines()
    {
        var number = firstLine;
        for (var rest = text; !rest.IsEmpty;)
        {
            var feed = rest.Span.IndexOf((byte)'\n');
            var end = feed < 0 ? rest.Length : feed;
            var content = end > 0 && rest.Span[end - 1] == '\r' ? end - 1 : end;
            yield return new TextLine(rest[..content], file, number++, cut);
            rest = rest[(feed < 0 ? end : end + 1)..];
        }
    }
}
