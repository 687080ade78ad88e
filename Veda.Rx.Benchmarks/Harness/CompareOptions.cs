using System.Globalization;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>The command line of <c>compare</c>, shared by parent and child.</summary>
internal sealed record CompareOptions
{
    public const string Usage = "[--only a,b] [--rounds N] [--quick] [--json FILE]";

    private const int FullRounds = 11;
    private const int QuickRounds = 3;

    /// <summary>Names or families (<c>tiny</c> for <c>tiny-10</c> and its like); empty means all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Small inputs and few rounds: answers are checked, speed is not judged.</summary>
    public bool Quick { get; init; }

    public string? JsonFile { get; init; }

    public int Rounds
    {
        get => field > 0 ? field : Quick ? QuickRounds : FullRounds;
        init;
    }

    /// <exception cref="ArgumentException">An option is unknown, or its value is missing or unusable; the message says which.</exception>
    public static CompareOptions Parse(IEnumerable<string> args)
    {
        var options = new CompareOptions();
        using var arg = args.GetEnumerator();
        while (arg.MoveNext())
        {
            var option = arg.Current;
            options = option switch
            {
                "--only" => options with { Only = Value().Split(',', StringSplitOptions.RemoveEmptyEntries) },
                "--rounds" => options with { Rounds = Count(Value()) },
                "--quick" => options with { Quick = true },
                "--json" => options with { JsonFile = Value() },
                _ => throw new ArgumentException($"unknown option {option}"),
            };

            string Value() => arg.MoveNext() ? arg.Current : throw new ArgumentException($"{option} needs a value");

            int Count(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count > 0
                ? count
                : throw new ArgumentException($"{option} {text}: give a number above zero");
        }
        return options;
    }

    /// <summary>The command line that makes a child measure under these options and report to <paramref name="resultFile"/>.</summary>
    public IEnumerable<string> ForChild(string resultFile) =>
    [
        "--rounds", Rounds.ToString(CultureInfo.InvariantCulture),
        "--json", resultFile,
        .. Quick ? ["--quick"] : Array.Empty<string>(),
    ];
}
