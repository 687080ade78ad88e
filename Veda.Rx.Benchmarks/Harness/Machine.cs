using System.Runtime.InteropServices;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>Where the figures come from.</summary>
internal sealed record Machine(int Cores, string Os, string Architecture, string Runtime, string Settings)
{
    public static Machine Current { get; } = new(
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        RuntimeInformation.FrameworkDescription,
        PinnedRuntime.Description);

    public override string ToString() => $"{Cores} cores, {Architecture}, {Os}, {Runtime}";
}
