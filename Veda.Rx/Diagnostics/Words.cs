using System.Globalization;

namespace Veda.Rx.Diagnostics;

/// <summary>Figures as people read them, the same in every culture.</summary>
internal static class Words
{
    /// <summary>A number with separators.</summary>
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A length of time, with two or three digits that count.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1 } => Text(time.TotalMicroseconds, "0", "µs"),
        { TotalSeconds: < 1 } => Text(time.TotalMilliseconds, "0", "ms"),
        { TotalMinutes: < 2 } => Text(time.TotalSeconds, "0.0", "s"),
        { TotalHours: < 2 } => Text(time.TotalMinutes, "0.0", "min"),
        _ => Text(time.TotalHours, "0.0", "h"),
    };

    /// <summary>An amount of memory.</summary>
    public static string Memory(long bytes) => bytes < 1L << 30 ? Text(bytes / (double)(1 << 20), "0.#", "MiB") : Text(bytes / (double)(1 << 30), "0.#", "GiB");

    /// <summary>A thing and how many of it there are.</summary>
    public static string Count(long number, string thing) => $"{Of(number)} {thing}{(number == 1 ? "" : "s")}";

    /// <summary>A type as it is written; for one inside of a generic type, that one.</summary>
    public static string Of(Type type)
    {
        var named = type.DeclaringType ?? type;
        var name = named.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : name;
    }

    private static string Text(double number, string format, string unit) => $"{number.ToString(format, CultureInfo.InvariantCulture)} {unit}";
}
