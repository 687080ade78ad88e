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

    /// <summary>A test's name for traces: members of two classes may have the same one.</summary>
    public static string FullName(Delegate body, string test)
    {
        var type = body.Method.DeclaringType;
        while (type is { DeclaringType: { } outer } && type.Name.StartsWith('<'))   // the compiler's, for a lambda
            type = outer;
        return type is null ? test : $"{type.FullName}.{test}";
    }

    /// <summary>The trace to repeat, if it is of this test.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public static Trace? TraceOf(string test)
    {
        if (Environment.GetEnvironmentVariable(TraceVariable) is not { Length: > 0 } path)
            return null;
        try
        {
            return Trace.Load(path) is var trace && trace.Test == test ? trace : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new FormatException($"{TraceVariable} is '{path}', which cannot be read: {error.Message}", error);
        }
    }
}
