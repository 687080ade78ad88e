using System.Globalization;
using System.Text;

namespace LogStats;

/// <summary>Text from a log as it may be shown: nothing in it can steer a terminal or hide.</summary>
internal static class Printable
{
    /// <summary>
    /// The text with control and invisible formatting characters, and bytes that are no UTF-8, written as escapes;
    /// after <paramref name="limit"/> characters it ends in <c>…</c>.
    /// </summary>
    public static string From(ReadOnlySpan<byte> utf8, int limit = int.MaxValue)
    {
        var shown = new StringBuilder();
        while (!utf8.IsEmpty)
        {
            var before = shown.Length;
            var status = Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            if (status != System.Buffers.OperationStatus.Done)
                foreach (var invalid in utf8[..length])
                    shown.Append(CultureInfo.InvariantCulture, $"\\x{invalid:X2}");
            else if (IsHidden(rune))
                shown.Append(CultureInfo.InvariantCulture, $"\\{(rune.Value < 0x100 ? 'x' : 'u')}{rune.Value:X2}");
            else
                shown.Append(rune);
            if (shown.Length > limit)
                return $"{shown.ToString(0, before)}…";
            utf8 = utf8[length..];
        }

        return shown.ToString();
    }

    /// <inheritdoc cref="From(ReadOnlySpan{byte}, int)"/>
    public static string From(string text) => From(Encoding.UTF8.GetBytes(text));

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
