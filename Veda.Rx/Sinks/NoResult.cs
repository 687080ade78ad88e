namespace Veda.Rx.Sinks;

/// <summary>Why a terminal has no result: the exceptions that LINQ throws, naming the verb.</summary>
internal static class NoResult
{
    public static InvalidOperationException Empty(string verb) =>
        new($"The stream contains no elements, so {verb} has no result.");

    public static InvalidOperationException NoMatch(string verb) =>
        new($"The stream contains no matching element, so {verb} has no result.");

    public static InvalidOperationException TooMany(string verb) =>
        new($"The stream contains more than one such element, so {verb} has no result.");
}
