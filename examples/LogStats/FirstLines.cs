namespace LogStats;

/// <summary>The first few of the lines added, by their place in the files and in whatever order they come.</summary>
internal sealed class FirstLines
{
    public const int Most = 5;

    /// <summary>So many bytes of a line are kept.</summary>
    private const int Excerpt = 512;

    private readonly SortedList<(int File, long Number), LogLine> _lines = new(Most + 1);

    public IReadOnlyList<LogLine> Lines => _lines.Values.AsReadOnly();

    public void Add(LogLine line)
    {
        var place = (line.Source.File, line.Source.Number);
        if (_lines.Count == Most && place.CompareTo(_lines.Keys[^1]) > 0)
            return;
        var bytes = line.Source.Bytes;
        _lines.Add(place, line with { Source = line.Source with { Bytes = bytes[..Math.Min(bytes.Length, Excerpt)].ToArray() } });
        if (_lines.Count > Most)
            _lines.RemoveAt(Most);
    }

    public void Merge(FirstLines other)
    {
        foreach (var line in other._lines.Values)
            Add(line);
    }
}
