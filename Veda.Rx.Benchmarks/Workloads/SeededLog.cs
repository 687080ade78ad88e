using System.Globalization;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Log lines in the combined format, with a few popular paths and many rare ones, as on a real server.</summary>
internal static class SeededLog
{
    private const int Paths = 2_000;
    private static readonly string[] s_sections = ["articles", "images", "css", "downloads", "forum", "wiki"];
    private static readonly string[] s_agents = ["Mozilla/5.0 (X11; Linux x86_64)", "curl/8.5.0", "Googlebot/2.1"];

    public static IEnumerable<string> Lines(int count)
    {
        var random = SeededData.Random();
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < count; i++)
        {
            time = time.AddMilliseconds(random.Next(200));
            yield return string.Create(CultureInfo.InvariantCulture,
                $"10.{random.Next(256)}.{random.Next(256)}.{random.Next(256)} - - [{time:dd/MMM/yyyy:HH:mm:ss} +0000] \"GET {Path(random)} HTTP/1.1\" {Status(random)} {Bytes(random)} \"-\" \"{s_agents[random.Next(s_agents.Length)]}\"");
        }
    }

    /// <summary>Squaring a uniform number twice makes low ranks common; the first paths get several percent each.</summary>
    private static string Path(Random random)
    {
        var uniform = random.NextDouble();
        var rank = (int)(uniform * uniform * uniform * uniform * Paths);
        return string.Create(CultureInfo.InvariantCulture, $"/{s_sections[rank % s_sections.Length]}/{rank}.html");
    }

    private static int Status(Random random) => random.Next(20) switch { 0 => 404, 1 => 304, 2 => 500, _ => 200 };

    private static string Bytes(Random random) =>
        random.Next(20) == 0 ? "-" : random.Next(200, 200_000).ToString(CultureInfo.InvariantCulture);
}
