using System.Globalization;

namespace Veda.Rx.Diagnostics;

/// <summary>The limits that Linux sets to the group of processes that this one is in, which is what a container is.</summary>
/// <param name="Processors">So much time of processors in the same time of the clock; null for no limit.</param>
/// <param name="Memory">Bytes; null for no limit.</param>
/// <param name="IsKnown">Whether there was anything to read.</param>
internal sealed record ControlGroup(double? Processors, long? Memory, bool IsKnown)
{
    /// <summary>Version 1 says "no limit" by a number near the largest.</summary>
    private const long Unlimited = 1L << 60;

    /// <summary>Reads the limits: the tightest of the group and those that it is in.</summary>
    /// <param name="root">Where the system's files begin: "/".</param>
    public static ControlGroup Read(string root)
    {
        double? processors = null;
        long? memory = null;
        var known = false;
        foreach (var folder in Folders(root))
        {
            if (Line(folder, "cpu.max") is { } most)
                Lower(ref processors, Ratio(most.Split(' ')));
            else if (Line(folder, "cpu.cfs_quota_us") is { } quota && Line(folder, "cpu.cfs_period_us") is { } period)
                Lower(ref processors, Ratio([quota, period]));
            else if ((Line(folder, "memory.max") ?? Line(folder, "memory.limit_in_bytes")) is null)
                continue;
            known = true;
            if (long.TryParse(Line(folder, "memory.max") ?? Line(folder, "memory.limit_in_bytes"), CultureInfo.InvariantCulture, out var bytes) && bytes is >= 0 and < Unlimited)
                memory = Math.Min(bytes, memory ?? bytes);
        }
        return new(processors, memory, known);
    }

    /// <summary>The folders that may have limits: for each hierarchy the group's, and those above it.</summary>
    private static IEnumerable<string> Folders(string root)
    {
        var hierarchies = Path.Combine(root, "sys/fs/cgroup");
        foreach (var line in Lines(Path.Combine(root, "proc/self/cgroup")))
        {
            if (line.Split(':', 3) is not [_, var controllers, var group])
                continue;
            // Of several names one may be a link to a folder that has them in another order.
            foreach (var top in controllers.Split(',').Append(controllers).Distinct().Select(name => Path.Combine(hierarchies, name)))
            {
                for (var path = group.Trim('/'); ; path = Path.GetDirectoryName(path) ?? "")
                {
                    yield return Path.Combine(top, path);
                    if (path.Length == 0)
                        break;
                }
            }
        }
    }

    private static double? Ratio(string[] parts) =>
        parts is [var quota, var period]
        && double.TryParse(quota, CultureInfo.InvariantCulture, out var most) && double.TryParse(period, CultureInfo.InvariantCulture, out var length)
        && most > 0 && length > 0 ? most / length : null;

    private static void Lower(ref double? limit, double? other)
    {
        if (other is not null && !(limit < other))
            limit = other;
    }

    private static string? Line(string folder, string file) => Lines(Path.Combine(folder, file)) is [var line, ..] ? line : null;

    private static string[] Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
