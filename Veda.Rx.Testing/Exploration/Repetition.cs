using System.Globalization;

namespace Veda.Rx.Testing;

/// <summary>What the environment says of repeating.</summary>
internal static class Repetition
{
    public const string SeedVariable = "VEDA_SEED";
    public const string TraceVariable = "VEDA_TRACE";

    /// <summary>The seed to use instead of another one; null if none is named.</summary>
    /// <exception cref="FormatException">What is named is no seed.</exception>
    public static ulong? Seed => Environment.GetEnvironmentVariable(SeedVariable) is not { Length: > 0 } text ? null
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed
        : throw new FormatException($"{SeedVariable} is '{text}'; allowed: a number from 0 to {ulong.MaxValue}.");

    /// <summary>The trace to repeat, if it is of this test.</summary>
    public static Trace? TraceOf(string test) =>
        Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 } path && Trace.Load(path) is var trace && trace.Test == test ? trace : null;
}
