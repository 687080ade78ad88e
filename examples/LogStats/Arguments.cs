using System.Globalization;

namespace LogStats;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Files">The files to read; none means the sample.</param>
/// <param name="Top">How many paths and clients to show.</param>
/// <param name="Json">Whether the report is for programs.</param>
/// <param name="Sequential">Whether to run on plain LINQ.</param>
/// <param name="Help">Whether only the usage is wanted.</param>
internal sealed record Arguments(IReadOnlyList<string> Files, int Top = 10, bool Json = false, bool Sequential = false, bool Help = false)
{
    public const int MostTop = 10_000;

    public const string Usage = """
        Usage: LogStats [FILE...] [--top N] [--json] [--sequential]

        Reads web-server access logs in the common or the combined format and prints one report on
        all of them. A file that is packed with gzip is unpacked on the way, such as those of a log that
        is rotated: access.log access.log.1 access.log.2.gz. Without a file, a sample log of a million
        lines is written to the temporary folder and read.

          --top N        show the N busiest paths and clients (1 to 10000, default 10)
          --json         print the report as JSON, for programs
          --sequential   run the same pipeline on plain LINQ, on one thread
          -h, --help     print this
          --             what follows is a file, even if it starts with a dash

        Exit code: 0 when all went well, 1 when a file could not be read, 2 for wrong arguments,
        130 when cancelled with Ctrl+C.
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">The command line is wrong; the message says where.</exception>
    public static Arguments Parse(IReadOnlyList<string> words)
    {
        var files = new List<string>();
        var arguments = new Arguments(files);
        for (var at = 0; at < words.Count; at++)
        {
            switch (words[at])
            {
                case "--help" or "-h":
                    arguments = arguments with { Help = true };
                    break;
                case "--json":
                    arguments = arguments with { Json = true };
                    break;
                case "--sequential":
                    arguments = arguments with { Sequential = true };
                    break;
                case "--top":
                    arguments = arguments with { Top = TopOf(++at < words.Count ? words[at] : null) };
                    break;
                case var word when word.StartsWith("--top=", StringComparison.Ordinal):
                    arguments = arguments with { Top = TopOf(word["--top=".Length..]) };
                    break;
                case "--":
                    files.AddRange(words.Skip(at + 1));
                    return arguments;
                case var word when word.StartsWith('-'):
                    throw new FormatException($"unknown option '{Printable.From(word)}'");
                case "":
                    throw new FormatException("a file's name is empty");
                case var word:
                    files.Add(word);
                    break;
            }
        }

        return arguments;
    }

    private static int TopOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is >= 1 and <= MostTop
            ? top
            : throw new FormatException(text is null
                ? "--top needs a number after it"
                : $"--top takes a whole number from 1 to {MostTop}, not '{Printable.From(text)}'");
}
