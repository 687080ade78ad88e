namespace LogStats;

/// <summary>The time of a log line: <c>17/May/2015:10:05:03 +0000</c>.</summary>
internal static class LogTime
{
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text is not [_, _, (byte)'/', _, _, _, (byte)'/', _, _, _, _, (byte)':', _, _, (byte)':', _, _, (byte)':', _, _, (byte)' ', _, _, _, _, _])
            return false;
        var (day, month, year) = (Number(text[..2]), Month(text[3..6]), Number(text[7..11]));
        var (hour, minute, second) = (Number(text[12..14]), Number(text[15..17]), Number(text[18..20]));
        if (month == 0 || year is < 1900 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59 || !TryOffset(text[21..], out var offset))
            return false;
        time = new DateTimeOffset(year, month, day, hour, minute, second, offset);
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        var (hours, minutes) = (Number(text[1..3]), Number(text[3..]));
        var total = (hours * 60) + minutes;
        offset = TimeSpan.FromMinutes(text[0] == '-' ? -total : total);
        return text[0] is (byte)'+' or (byte)'-' && hours >= 0 && minutes is >= 0 and < 60 && total <= 14 * 60;
    }

    private static int Month(ReadOnlySpan<byte> name) => ((name[0] << 16) | (name[1] << 8) | name[2]) switch
    {
        ('J' << 16) | ('a' << 8) | 'n' => 1,
        ('F' << 16) | ('e' << 8) | 'b' => 2,
        ('M' << 16) | ('a' << 8) | 'r' => 3,
        ('A' << 16) | ('p' << 8) | 'r' => 4,
        ('M' << 16) | ('a' << 8) | 'y' => 5,
        ('J' << 16) | ('u' << 8) | 'n' => 6,
        ('J' << 16) | ('u' << 8) | 'l' => 7,
        ('A' << 16) | ('u' << 8) | 'g' => 8,
        ('S' << 16) | ('e' << 8) | 'p' => 9,
        ('O' << 16) | ('c' << 8) | 't' => 10,
        ('N' << 16) | ('o' << 8) | 'v' => 11,
        ('D' << 16) | ('e' << 8) | 'c' => 12,
        _ => 0,
    };

    /// <summary>The number that the digits stand for, or a negative one where there are other characters.</summary>
    private static int Number(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            value = (value * 10) + (digit - '0');
        }

        return value;
    }
}
