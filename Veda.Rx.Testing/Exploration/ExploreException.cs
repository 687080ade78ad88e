using System.Collections;

namespace Veda.Rx.Testing;

/// <summary>An exploration has found an execution that fails.</summary>
public sealed class ExploreException : Exception, IAssertionException
{
    private const int ShownSteps = 60;

    internal ExploreException(ExploreResult result, string directory) : base(Describe(result, directory), result.Failure!.Error) => Result = result;

    /// <summary>What the exploration saw.</summary>
    public ExploreResult Result { get; }

    private static string Describe(ExploreResult result, string directory)
    {
        var failure = result.Failure!;
        return $"""
            {ErrorText.Of(failure.Error)}{(failure.HasData ? $"\nWith {Text(failure.Data)}" : "")}
            Found by {failure.Strategy} in execution {failure.Execution + 1} of seed {failure.Trace.Seed}; it had {failure.Found} unusual choices. {Shortened(failure)}
            {failure.Trace.ToText(ShownSteps)}
            {HowToRepeat(failure, directory)}
            """;
    }

    private static string Shortened(ExploreFailure failure) => failure.Divergence is { } divergence
        ? $"It could not be repeated. {divergence.Message}"
        : $"The shortest that fails has {failure.Unusual} (») in {failure.Trace.Events.Count} steps:";

    private static string HowToRepeat(ExploreFailure failure, string directory)
    {
        if (failure.Divergence is not null || failure.HasData)
            return $"To search in the same way: {Repetition.SeedVariable}={failure.Trace.Seed}";
        try
        {
            Directory.CreateDirectory(directory);
            var path = Path.Combine(directory, $"{FileName(failure.Trace.Test)}.json");
            failure.Trace.Save(path);
            return $"To repeat it: {Repetition.SeedVariable}={failure.Trace.Seed} {Repetition.TraceVariable}={path} dotnet test";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"The trace could not be saved ({error.Message}). To search in the same way: {Repetition.SeedVariable}={failure.Trace.Seed}";
        }
    }

    private static string Text(object? data) => data is IEnumerable items and not string ? $"[{string.Join(", ", items.Cast<object?>().Select(item => item ?? "null"))}]" : $"{data ?? "null"}";

    private static string FileName(string test) =>
        test.Length == 0 ? "trace" : string.Concat(test.Select(letter => Path.GetInvalidFileNameChars().Contains(letter) ? '_' : letter));
}
