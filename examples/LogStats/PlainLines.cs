namespace LogStats;

/// <summary>Lines found in a plain loop, to compare with.</summary>
internal static class PlainLines
{
    private const int BlockSize = 64 * 1024;

    /// <summary>The lines of a stream without their ends. Each is valid until the next one is asked for.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[BlockSize];
        var marked = true;   // until the first line has been looked at
        var (begin, end) = (0, 0);
        while (true)
        {
            var searched = begin;
            while (buffer.AsSpan(searched..end).IndexOf((byte)'\n') is >= 0 and var length)
            {
                yield return Content(buffer, marked ? BehindMark(buffer, begin, searched + length) : begin, searched + length);
                marked = false;
                begin = searched += length + 1;
            }

            cancellation.ThrowIfCancellationRequested();
            buffer.AsSpan(begin..end).CopyTo(buffer);
            (begin, end) = (0, end - begin);
            if (end > LogLine.Unreadable)
                throw new InvalidDataException("A line is too long.");
            if (end == buffer.Length)
                Array.Resize(ref buffer, 2 * end);
            if (stream.Read(buffer, end, buffer.Length - end) is not (> 0 and var read))
                break;
            end += read;
        }

        if (marked)
            begin = BehindMark(buffer, 0, end);
        if (begin < end)
            yield return Content(buffer, begin, end);
    }

    private static int BehindMark(byte[] buffer, int begin, int end) => buffer.AsSpan(begin..end).StartsWith("\uFEFF"u8) ? begin + 3 : begin;

    private static ReadOnlyMemory<byte> Content(byte[] buffer, int begin, int end) =>
        buffer.AsMemory(begin..(end > begin && buffer[end - 1] == '\r' ? end - 1 : end));
}
