using System.Globalization;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>The same seed gives the same execution in every process: whatever the hash codes of strings, the compiler, the collector and the number of processors.</summary>
public sealed class ProcessDeterminismTests
{
    private const int Seeds = 300;
    private const int KeyedSeeds = 20;

    /// <summary>Runs itself in two other processes, where it writes down what it sees.</summary>
    [Fact]
    public async Task The_same_seed_gives_the_same_steps_in_every_process()
    {
        if (OtherProcess.ResultFile is { } file)
        {
            await File.WriteAllLinesAsync(file, Lines(SeedRange.First), TestContext.Current.CancellationToken);
            return;
        }
        var test = $"{typeof(ProcessDeterminismTests).FullName}.{nameof(The_same_seed_gives_the_same_steps_in_every_process)}";
        var seed = ("VEDA_SEED", SeedRange.First.ToString(CultureInfo.InvariantCulture));
        var one = OtherProcess.Run(test, seed);
        var other = OtherProcess.Run(test, seed, ("DOTNET_TieredCompilation", "0"), ("DOTNET_gcServer", "1"), ("DOTNET_PROCESSOR_COUNT", "1"));
        var lines = (await one).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Seeds + KeyedSeeds * KeyedRuns.All.Count, lines.Length);
        Assert.Equal(lines, (await other).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<string> Lines(ulong first) =>
    [
        .. from seed in Seq(first, Seeds) select $"VEDA_SEED={seed}: {SeededRun.Of(seed).Hash:x}",
        .. from seed in Seq(first, KeyedSeeds) from run in KeyedRuns.All select $"VEDA_SEED={seed}, {run.Key}: {run.Value(seed).Hash:x}",
    ];

    private static IEnumerable<ulong> Seq(ulong first, int count) => Enumerable.Range(0, count).Select(i => first + (ulong)i);
}
