namespace LogStats;

/// <summary>
/// What the report is made of. Every part is exact or has fixed buckets, and adding and merging commute: in whatever order
/// lines are added, to however many reports that are merged then, the report is the same.
/// </summary>
internal sealed class LogReport
{
    private readonly long[] _classes = new long[10];
    private readonly long[] _hours = new long[24];

    public long Requests { get; private set; }

    public Int128 Bytes { get; private set; }

    /// <summary>When the first request came; <see cref="DateTime.MaxValue"/> when there was none.</summary>
    public DateTime First { get; private set; } = DateTime.MaxValue;

    /// <summary>When the last request came; <see cref="DateTime.MinValue"/> when there was none.</summary>
    public DateTime Last { get; private set; } = DateTime.MinValue;

    /// <summary>Requests by the first digit of their status.</summary>
    public ReadOnlySpan<long> Classes => _classes;

    /// <summary>Requests by the hour of the day, in the time that the server logged.</summary>
    public ReadOnlySpan<long> Hours => _hours;

    public SizeHistogram Sizes { get; } = new();

    public Tally Paths { get; } = new();

    public Tally Clients { get; } = new();

    /// <summary>How many lines could not be parsed.</summary>
    public long Faulty { get; private set; }

    public FirstLines FirstFaulty { get; } = new();

    public LogReport Add(LogLine line)
    {
        if (line.Fault is not null)
        {
            Faulty++;
            FirstFaulty.Add(line);
            return this;
        }

        Requests++;
        Bytes += line.Size;
        Extend(line.Time.UtcDateTime, line.Time.UtcDateTime);
        _classes[line.Status / 100]++;
        _hours[line.Time.Hour]++;
        Sizes.Add(line.Size);
        Paths.Add(line.Path.Span, line.Size);
        Clients.Add(line.Client.Span, line.Size);
        return this;
    }

    /// <summary>Adds all of <paramref name="other"/>, which is then no longer to be used.</summary>
    public LogReport Merge(LogReport other)
    {
        Requests += other.Requests;
        Bytes += other.Bytes;
        Extend(other.First, other.Last);
        for (var digit = 0; digit < _classes.Length; digit++)
            _classes[digit] += other._classes[digit];
        for (var hour = 0; hour < _hours.Length; hour++)
            _hours[hour] += other._hours[hour];
        Sizes.Merge(other.Sizes);
        Paths.Merge(other.Paths);
        Clients.Merge(other.Clients);
        Faulty += other.Faulty;
        FirstFaulty.Merge(other.FirstFaulty);
        return this;
    }

    private void Extend(DateTime first, DateTime last)
    {
        First = first < First ? first : First;
        Last = last > Last ? last : Last;
    }
}
