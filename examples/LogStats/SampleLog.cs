using System.Text;
using System.Text.Unicode;

namespace LogStats;

/// <summary>A made-up access log, the same for the same seed: a week of a shop with its rush hours, robots and oddities.</summary>
internal static class SampleLog
{
    private const int Seed = 20;

    private static readonly DateTime s_start = new(2025, 9, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] s_sections = ["products", "blog", "images", "docs", "api/v1/orders", "search", "account", "static/js"];
    private static readonly string[] s_referrers = ["-", "-", "https://www.example.com/", "https://search.example.org/?q=access+logs"];

    private static readonly string[] s_agents =
    [
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
        """Mozilla/5.0 (compatible; \"Quoted\" Robot/2.1; +https://robot.example.net/)""",
        "curl/8.14.1",
        "-",
    ];

    private static readonly string[] s_brokenLines = ["-- log rotated --", "10.0.0.1 - - [01/Sep/2025:00:00", "\0\0\0\0", "GET / HTTP/1.1"];

    /// <summary>The path of a sample with so many lines; it is written, and announced, only where it is not there yet.</summary>
    /// <remarks>It gets its name when it is complete, so that one with this name always is.</remarks>
    public static string Ensure(string folder, int lines, Action<string> announce, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, $"logstats-sample-{Seed}-{lines}.log");
        if (File.Exists(path))
            return path;
        announce(path);
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
                Write(file, lines, Seed, cancellation);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }

        return path;
    }

    public static void Write(Stream stream, int lines, int seed, CancellationToken cancellation = default)
    {
        var random = new Random(seed);
        Span<byte> buffer = stackalloc byte[1024];
        for (var line = 0; line < lines; line++)
        {
            if (line % 1024 == 0)
                cancellation.ThrowIfCancellationRequested();
            stream.Write(buffer[..Format(buffer, random, (double)line / lines)]);
        }
    }

    private static int Format(Span<byte> buffer, Random random, double progress)
    {
        if (random.Next(50_000) == 0)
            return Encoding.UTF8.GetBytes(Pick(s_brokenLines, random) + "\n", buffer);

        var id = Skewed(random, 2_000);
        var client = Skewed(random, 20_000);
        var answer = random.Next(100);
        var status = answer switch { < 88 => 200, < 91 => 304, < 94 => 301, < 98 => 404, < 99 => 403, _ => 500 };
        var size = status == 304 ? "-" : $"{(long)Math.Exp(5 + (random.NextDouble() * 8))}";
        Utf8.TryWrite(
            buffer,
            $"{Client(client)} - {(client % 50 == 0 ? "alice" : "-")} [{Time(progress):dd'/'MMM'/'yyyy':'HH':'mm':'ss} +0000] \"{(id % 40 == 7 ? "POST" : "GET")} /{s_sections[id % s_sections.Length]}/{id}{(id % 5 == 0 ? $"?page={answer}" : "")} HTTP/1.1\" {status} {size} \"{Pick(s_referrers, random)}\" \"{s_agents[client % s_agents.Length]}\"\n",
            out var written);
        return written;
    }

    private static string Client(int number) =>
        number % 7 == 0 ? $"2001:db8:{number:x}::{number % 251:x}" : $"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}";

    /// <summary>A time in the week; most requests come around noon.</summary>
    private static DateTime Time(double progress)
    {
        var days = progress * 7;
        return s_start.AddDays(days + (0.12 * Math.Sin(days * Math.Tau)));
    }

    /// <summary>Small numbers often, large ones seldom.</summary>
    private static int Skewed(Random random, int count) => (int)(count * Math.Pow(random.NextDouble(), 3));

    private static string Pick(string[] choices, Random random) => choices[random.Next(choices.Length)];
}
