using System.Globalization;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>The command line of <c>scaling</c>, shared by parent and child.</summary>
internal sealed record ScalingOptions
{
    public const string Usage = "[--only a,b] [--rounds N] [--quick] [--plot FILE] [--json FILE]";

    private const int FullRounds = 7;
    private const int QuickRounds = 1;

    /// <summary>The workloads whose scaling is promised.</summary>
    public IReadOnlyList<string> Only { get; init; } = ["heavy", "light", "skewed", "lines"];

    /// <summary>Small inputs, one round: shows that everything runs.</summary>
    public bool Quick { get; init; }

    /// <summary>Where the picture goes.</summary>
    public string PlotFile { get; init; } = "scaling.png";

    public string? JsonFile { get; init; }

    public int Rounds
    {
        get => field > 0 ? field : Quick ? QuickRounds : FullRounds;
        init;
    }

    /// <exception cref="ArgumentException">An option is unknown, or its value is missing or unusable; the message says which.</exception>
    public static ScalingOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ScalingOptions();
        for (var read = new Arguments(args); read.Next();)
        {
            options = read.Option switch
            {
                "--only" => options with { Only = read.Names() },
                "--rounds" => options with { Rounds = read.Count() },
                "--quick" => options with { Quick = true },
                "--plot" => options with { PlotFile = read.Value() },
                "--json" => options with { JsonFile = read.Value() },
                _ => throw read.Unknown,
            };
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
