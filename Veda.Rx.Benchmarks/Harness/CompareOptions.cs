namespace Veda.Rx.Benchmarks.Harness;

/// <summary>The command line of <c>compare</c>, shared by parent and child.</summary>
internal sealed record CompareOptions() : MeasuringOptions(FullRounds: 11, QuickRounds: 3)
{
    public const string Usage = "[--only a,b] [--rounds N] [--quick] [--busy] [--json FILE]";

    /// <summary>Names or families (<c>tiny</c> for <c>tiny-10</c> and its like); empty means all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Another process keeps one processor busy meanwhile.</summary>
    public bool Busy { get; init; }

    /// <exception cref="ArgumentException">An option is unknown, or its value is missing or unusable; the message says which.</exception>
    public static CompareOptions Parse(IReadOnlyList<string> args)
    {
        var options = new CompareOptions();
        for (var read = new Arguments(args); read.Next();)
        {
            options = read.Option switch
            {
                "--only" => options with { Only = read.Names() },
                "--rounds" => options with { Rounds = read.Count() },
                "--quick" => options with { Quick = true },
                "--busy" => options with { Busy = true },
                "--json" => options with { JsonFile = read.Value() },
                _ => throw read.Unknown,
            };
        }
        return options;
    }
}
