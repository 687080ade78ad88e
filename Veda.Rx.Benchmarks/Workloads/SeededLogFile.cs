using System.Globalization;
using System.Runtime.InteropServices;
using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary><see cref="SeededLog"/> as a file in the temporary folder: written once, and found there by later runs.</summary>
/// <param name="Path">The file.</param>
/// <param name="Top">The most frequent paths with their counts, counted while the file was written; no two of them tie.</param>
internal sealed record SeededLogFile(string Path, IReadOnlyList<KeyValuePair<string, int>> Top)
{
    public const int Most = 10;

    /// <summary>The one with so many lines.</summary>
    public static SeededLogFile Ensure(int lines)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"veda-benchmark-{lines}.log"));
        var top = path + ".top";
        if (!File.Exists(top))
            Write(path, top, lines);
        return new SeededLogFile(path, Json.Read<KeyValuePair<string, int>[]>(top));
    }

    /// <summary>The answer gets its name last, so that where it is, all is there.</summary>
    private static void Write(string path, string top, int lines)
    {
        var part = $"{path}.{Guid.NewGuid():N}";
        var counts = new Dictionary<string, int>();
        using (var file = File.CreateText(part))
        {
            file.NewLine = "\n";
            foreach (var line in SeededLog.Lines(lines))
            {
                file.WriteLine(line);
                CollectionsMarshal.GetValueRefOrAddDefault(counts, line.Split(' ')[6], out _)++;
            }
        }
        File.Move(part, path, overwrite: true);
        Json.Write(part, counts.OrderByDescending(pair => pair.Value).Take(Most));
        File.Move(part, top, overwrite: true);
    }
}
