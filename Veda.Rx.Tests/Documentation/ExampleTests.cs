using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Xunit;

namespace Veda.Rx.Tests.Documentation;

/// <summary>The documentation's code: compiled and run, with the output that it claims.</summary>
/// <remarks>
/// All blocks of a document run in one session, in order. What a block prints is compared with its <c>// prints:</c> comments.
/// A block that is opened with <c>```csharp no-run</c> is compiled only.
/// </remarks>
public partial class ExampleTests
{
    /// <summary>What every document may take for granted. The console is one that remembers.</summary>
    private const string Prelude = """
        static class Console
        {
            public static List<string> Lines { get; } = new();
            public static void WriteLine(object value) => Lines.Add(System.FormattableString.Invariant($"{value}"));
        }
        var lines = new[] { "one", "two two", "three three three", "" };
        """;

    /// <summary>The example program's types as far as its pipeline needs them, since its own are internal.</summary>
    private const string LogStats = """
        record LogLine(string Text) { public static LogLine Parse(string line) => new(line); }
        record LineBlock(string[] Content) { public IEnumerable<string> Lines() => Content; }
        class LogReader { public IEnumerable<LineBlock> Blocks() => new[] { new LineBlock(new[] { "a", "b" }), new LineBlock(new[] { "c" }) }; }
        class LogReport
        {
            public int Requests;
            public LogReport Add(LogLine line) { Requests++; return this; }
            public LogReport Merge(LogReport other) { Requests += other.Requests; return this; }
        }
        var reader = new LogReader();
        var cancellation = CancellationToken.None;
        """;

    private static readonly ScriptOptions s_options = ScriptOptions.Default
        .WithLanguageVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview)
        .WithReferences(References())
        .WithImports("System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks", "Veda.Rx");

    public static TheoryData<string> Documents => [.. Document.All.Where(document => document.CSharp.Any()).Select(document => document.Path)];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Examples_compile_and_print_what_they_claim(string path)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var session = await CSharpScript.RunAsync(Prelude, s_options, cancellationToken: cancelled);
        if (path == "README.md")
            session = await session.ContinueWithAsync(LogStats, cancellationToken: cancelled);
        foreach (var (code, mode) in new Document(path).CSharp)
        {
            var errors = session.Script.ContinueWith(code).Compile(cancelled).Where(found => found.Severity == DiagnosticSeverity.Error);
            Assert.True(!errors.Any(), $"{string.Join("\n", errors)}\n\n{code}");
            if (mode == "no-run")
                continue;
            session = await session.ContinueWithAsync($"Console.Lines.Clear();\n{code}", cancellationToken: cancelled);
            var printed = await session.ContinueWithAsync<List<string>>("Console.Lines", cancellationToken: cancelled);
            Assert.Equal(Claims().Matches(code).Select(claim => claim.Groups["text"].Value.Trim()), printed.ReturnValue);
        }
    }

    [Fact]
    public void The_first_sample_is_the_pipeline_of_the_example_program()
    {
        var sample = new Document("README.md").CSharp.First().Code;
        var pipeline = Bare(sample[sample.IndexOf("reader.", StringComparison.Ordinal)..]);
        Assert.Contains(pipeline, Bare(File.ReadAllText(Path.Combine(Document.Root, "examples/LogStats/Program.cs"))));
    }

    /// <summary>Without comments and white space.</summary>
    private static string Bare(string code) => Comments().Replace(code, "");

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));

    [GeneratedRegex(@"//\s*prints:(?<text>[^\n]*)")]
    private static partial Regex Claims();

    [GeneratedRegex(@"//[^\n]*|\s")]
    private static partial Regex Comments();
}
