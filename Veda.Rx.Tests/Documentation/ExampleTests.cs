using System.Text.RegularExpressions;
using LogStats;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Veda.Rx.Tests.Documentation;

/// <summary>The documentation's code: compiled and run, with the output that it claims.</summary>
/// <remarks>
/// All blocks of a document make one program, in order. What it prints is compared with the <c>// prints:</c> comments. A
/// block that is opened with <c>```csharp no-run</c> is compiled only. They run alone: an example of what escapes to a real timer is seen
/// only if a pool thread comes to it within a second.
/// </remarks>
[Collection(nameof(ExampleTests))]
public partial class ExampleTests
{
    public static TheoryData<string> Documents => [.. Document.All.Where(document => document.CSharp.Any()).Select(document => document.Path)];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Documents))]
    public async Task Examples_compile_and_print_what_they_claim(string path)
    {
        var document = new Document(path);
        using var log = new SmallLog();
        var example = path == "README.md" ? new Example(document, log.AsInput, asTests: true) : new Example(document);
        var printed = await example.Run(TestContext.Current.CancellationToken);
        Assert.Equal(document.CSharp.SelectMany(block => Claims().Matches(block.Code)).Select(claim => claim.Groups["text"].Value.Trim()), printed);
    }

    [Fact]
    public void The_first_sample_is_the_pipeline_of_the_example_program()
    {
        var sample = new Document("README.md").CSharp.First().Code;
        var pipeline = Bare(sample[sample.IndexOf("VedaStream.", StringComparison.Ordinal)..]).TrimEnd(';');
        Assert.Contains(pipeline, Bare(File.ReadAllText(Path.Combine(Document.Root, "examples/LogStats/LogFiles.cs"))));
    }

    /// <summary>Without comments and white space.</summary>
    private static string Bare(string code) => Comments().Replace(code, "");

    /// <summary>A file for the README's first sample.</summary>
    private sealed class SmallLog : IDisposable
    {
        private readonly string _path = Path.GetTempFileName();

        public SmallLog()
        {
            using var file = File.Create(_path);
            SampleLog.Write(file, lines: 1000, seed: 1);
        }

        /// <summary>What the sample takes for granted.</summary>
        public string AsInput => $$"""
            using LogStats;
            var cancellation = CancellationToken.None;
            var file = 0;
            using var log = new LogInput({{SymbolDisplay.FormatLiteral(_path, quote: true)}}, new Progress<ReadingProgress>());
            """;

        public void Dispose() => File.Delete(_path);
    }

    [GeneratedRegex(@"//\s*prints:(?<text>[^\n]*)")]
    private static partial Regex Claims();

    [GeneratedRegex(@"//[^\n]*|\s")]
    private static partial Regex Comments();
}

/// <summary>Examples run while nothing else does.</summary>
[CollectionDefinition(nameof(ExampleTests), DisableParallelization = true)]
public sealed class ExampleCollection;
