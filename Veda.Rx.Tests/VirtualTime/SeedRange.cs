namespace Veda.Rx.Tests.VirtualTime;

/// <summary>Where tests over many seeds begin.</summary>
internal static class SeedRange
{
    /// <summary>What <c>VEDA_SEED</c> says, or chance.</summary>
    public static ulong First { get; } =
        ulong.TryParse(Environment.GetEnvironmentVariable("VEDA_SEED"), out var seed) ? seed : (ulong)Random.Shared.Next(1_000_000) * 1000;
}
