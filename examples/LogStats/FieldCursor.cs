namespace LogStats;

/// <summary>Walks over one log line, field by field. Each method reads what it is named after, or returns false.</summary>
internal ref struct FieldCursor(ReadOnlySpan<byte> line)
{
    private const int TimeLength = 26;
    private const int LongestSize = 15;

    private readonly ReadOnlySpan<byte> _line = line;
    private int _at;

    private readonly ReadOnlySpan<byte> Rest => _line[_at..];

    /// <summary>Everything up to the next space; at least one byte.</summary>
    public bool TryWord(out Range word)
    {
        var length = Rest.IndexOf((byte)' ');
        word = _at..(_at + Math.Max(length, 0));
        _at += length + 1;
        return length > 0;
    }

    /// <summary>The time in brackets, wherever it starts: the user's name before it may contain spaces.</summary>
    public bool TryTime(out DateTimeOffset time)
    {
        time = default;
        var open = Rest.IndexOf(" ["u8);
        if (open < 0)
            return false;
        _at += open + 2;
        if (Rest.Length <= TimeLength || Rest[TimeLength] != ']' || !LogTime.TryParse(Rest[..TimeLength], out time))
            return false;
        _at += TimeLength + 1;
        return true;
    }

    /// <summary>
    /// A space, and then a field in quotes. It ends at a quote that no backslash escapes and that a space or the line's end
    /// follows, because some servers do not escape the quotes inside.
    /// </summary>
    public bool TryQuoted(out Range field)
    {
        field = default;
        if (!Rest.StartsWith(" \""u8))
            return false;
        var start = _at + 2;
        for (var end = start; end < _line.Length; end++)
        {
            var step = _line[end..].IndexOf((byte)'"');
            if (step < 0)
                return false;
            end += step;
            if ((end + 1 == _line.Length || _line[end + 1] == ' ') && !IsEscaped(start, end))
            {
                field = start..end;
                _at = end + 1;
                return true;
            }
        }

        return false;
    }

    /// <summary>A space and three digits.</summary>
    public bool TryStatus(out int status)
    {
        var found = TryDigits(3, out var digits, out var value);
        status = (int)value;
        return found && digits == 3;
    }

    /// <summary>A space and either digits or <c>-</c>, which means that no body was sent.</summary>
    public bool TrySize(out long size)
    {
        size = 0;
        if (!Rest.StartsWith(" -"u8))
            return TryDigits(LongestSize, out _, out size);
        _at += 2;
        return _at == _line.Length || _line[_at] == ' ';
    }

    /// <summary>Nothing more (the common format), or two fields in quotes and whatever else was configured (the combined one).</summary>
    public bool TryReferrerAndAgent() => Rest.TrimEnd((byte)' ').IsEmpty || (TryQuoted(out _) && TryQuoted(out _));

    private bool TryDigits(int most, out int digits, out long value)
    {
        value = 0;
        digits = 0;
        if (Rest is not [(byte)' ', ..])
            return false;
        for (_at++; _at < _line.Length && digits < most && char.IsAsciiDigit((char)_line[_at]); _at++, digits++)
            value = (value * 10) + (_line[_at] - '0');
        return digits > 0 && (_at == _line.Length || _line[_at] == ' ');
    }

    private readonly bool IsEscaped(int start, int quote)
    {
        var before = quote;
        while (before > start && _line[before - 1] == '\\')
            before--;
        return (quote - before) % 2 == 1;
    }
}
