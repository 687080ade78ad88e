namespace LogStats;

/// <summary>One line as it stands in a file: its bytes without the line end, and where it was found.</summary>
/// <param name="Bytes">The line. Its memory is used for others when it has been added to a report.</param>
/// <param name="File">The position of the file among the files read.</param>
/// <param name="Number">The line's number in its file, from 1.</param>
internal readonly record struct TextLine(ReadOnlyMemory<byte> Bytes, int File, long Number);
