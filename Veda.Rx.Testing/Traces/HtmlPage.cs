namespace Veda.Rx.Testing;

/// <summary>A trace as a page of HTML. The page is <c>trace.html</c>, into which the trace is put as JSON; all else its script does.</summary>
internal static class HtmlPage
{
    private const string Template = "Veda.Rx.Testing.Traces.trace.html";

    /// <summary>Where the trace belongs: what the template has there shows an empty trace.</summary>
    private const string Place = """{"events":[],"lanes":[]}""";

    public static string Of(Trace trace)
    {
        using var resource = typeof(HtmlPage).Assembly.GetManifestResourceStream(Template)!;
        using var reader = new StreamReader(resource);
        var shown = trace with { Choices = [], Hashes = [] };
        // In JSON a < is inside a string, and as a code it can neither end the script element nor begin a comment in it.
        return reader.ReadToEnd().Replace(Place, shown.ToJson().Replace("<", "\\u003c", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
