namespace LogStats;

/// <summary>One line as it stands in a file: its bytes without the line end, and where it was found.</summary>
/// <param name="Bytes">The line, or its beginning where <paramref name="Cut"/> is set.</param>
/// <param name="File">The position of the file among the files read.</param>
/// <param name="Number">The line's number in its file, from 1.</param>
/// <param name="Cut">Whether the line is longer than <see cref="LogReader.LongestLine"/>.</param>
internal readonly record struct TextLine(ReadOnlyMemory<byte> Bytes, int File, long Number, bool Cut = false);
