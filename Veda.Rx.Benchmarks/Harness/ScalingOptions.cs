namespace Veda.Rx.Benchmarks.Harness;

/// <summary>The command line of <c>scaling</c>, shared by parent and child.</summary>
internal sealed record ScalingOptions() : MeasuringOptions(FullRounds: 7, QuickRounds: 1)
{
    public const string Usage = "[--only a,b] [--rounds N] [--quick] [--plot FILE] [--json FILE]";

    /// <summary>The workloads whose scaling is promised.</summary>
    public IReadOnlyList<string> Only { get; init; } = ["heavy", "light", "skewed", "lines"];

    /// <summary>Where the picture goes.</summary>
    public string PlotFile { get; init; } = "scaling.png";

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
}
