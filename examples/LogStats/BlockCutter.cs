namespace LogStats;

/// <summary>Cuts one file into blocks of whole lines; what is left of a buffer moves to the front of the next one.</summary>
/// <param name="input">The file.</param>
/// <param name="file">Its position among the files read.</param>
internal sealed class BlockCutter(LogInput input, int file)
{
    private ReadOnlyMemory<byte> _begun;
    private bool _inLongLine;
    private bool _ended;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>How many lines the blocks so far hold.</summary>
    public long Lines { get; private set; }

    /// <summary>The next block; null when the file has ended.</summary>
    public LineBlock? Next()
    {
        while (!_ended)
        {
            var text = Fill();
            if (_inLongLine && !TryPassLongLine(ref text))
                continue;
            var whole = _ended ? text.Length : text.Span.LastIndexOf((byte)'\n') + 1;
            _inLongLine = whole == 0 && text.Length == LogReader.LongestLine;
            _begun = _inLongLine ? default : text[whole..];
            if (_inLongLine)
                return Block(text);
            if (whole > 0)
                return Block(text[..whole]);
        }

        return null;
    }

    private ReadOnlyMemory<byte> Fill()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(LogReader.LongestLine);
        _begun.CopyTo(buffer);
        var length = _begun.Length + input.Fill(buffer.AsSpan(_begun.Length));
        _ended = length < buffer.Length;
        var isMarked = Lines == 0 && buffer.AsSpan(0, length).StartsWith(ByteOrderMark);
        return buffer.AsMemory(isMarked ? ByteOrderMark.Length..length : ..length);
    }

    /// <summary>Drops what belongs to the line that was too long; false when that is all there is.</summary>
    private static bool TryPassLongLine(ref ReadOnlyMemory<byte> text)
    {
        var feed = text.Span.IndexOf((byte)'\n');
        text = text[(feed + 1)..];
        return feed >= 0;
    }

    private LineBlock Block(ReadOnlyMemory<byte> text)
    {
        var first = Lines + 1;
        Lines += text.Span.Count((byte)'\n') + (text.Span[^1] == '\n' ? 0 : 1);
        return new LineBlock(text, file, first, _inLongLine);
    }
}
