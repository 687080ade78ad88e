using System.Globalization;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>What the command lines that measure workloads in child processes have in common.</summary>
/// <param name="FullRounds">How many rounds there are unless the command line says.</param>
/// <param name="QuickRounds">The same when it is to be quick.</param>
internal abstract record MeasuringOptions(int FullRounds, int QuickRounds)
{
    /// <summary>Small inputs and few rounds: shows that everything runs.</summary>
    public bool Quick { get; init; }

    public string? JsonFile { get; init; }

    public int Rounds
    {
        get => field > 0 ? field : Quick ? QuickRounds : FullRounds;
        init;
    }

    /// <summary>The command line that makes a child measure under these options and report to <paramref name="resultFile"/>.</summary>
    public IEnumerable<string> ForChild(string resultFile) =>
    [
        "--rounds", Rounds.ToString(CultureInfo.InvariantCulture),
        "--json", resultFile,
        .. Quick ? ["--quick"] : Array.Empty<string>(),
    ];
}
