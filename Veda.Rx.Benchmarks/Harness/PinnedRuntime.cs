using System.Diagnostics;
using System.Runtime;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>The runtime settings that every child process gets, whatever the caller's environment says.</summary>
/// <remarks>They are what a console program has by default, so that the figures are those a user would see.</remarks>
internal static class PinnedRuntime
{
    private static readonly (string Name, string Value)[] s_settings =
    [
        ("DOTNET_gcServer", "0"),
        ("DOTNET_gcConcurrent", "1"),
        ("DOTNET_TieredCompilation", "1"),
        ("DOTNET_TieredPGO", "1"),
        ("DOTNET_ReadyToRun", "1"),
    ];

    public static string Description { get; } = string.Join(' ', s_settings.Select(s => $"{s.Name}={s.Value}"));

    /// <summary>The garbage collector that this process really runs with.</summary>
    public static string CollectorInUse
    {
        get
        {
            var kind = GCSettings.IsServerGC ? "server" : "workstation";
            var concurrent = GCSettings.LatencyMode == GCLatencyMode.Batch ? "non-concurrent" : "concurrent";
            return $"{kind}, {concurrent}";
        }
    }

    public static void ApplyTo(ProcessStartInfo start)
    {
        foreach (var (name, value) in s_settings)
            start.Environment[name] = value;
    }
}
