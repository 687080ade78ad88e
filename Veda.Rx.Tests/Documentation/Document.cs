using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Veda.Rx.Tests.Documentation;

/// <summary>A Markdown file of the repository.</summary>
/// <param name="Path">Relative to the repository's root, with slashes.</param>
internal sealed partial record Document(string Path)
{
    /// <summary>The repository's root: this file stands two folders below it.</summary>
    public static string Root { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(ThisFile())!, "..", ".."));

    public string Text { get; } = File.ReadAllText(System.IO.Path.Combine(Root, Path)).ReplaceLineEndings("\n");

    /// <summary>All documents, those of build outputs left out.</summary>
    public static IEnumerable<Document> All => Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(folder => folder is "bin" or "obj" or "artifacts" or "BenchmarkDotNet.Artifacts" || (folder.StartsWith('.') && folder != ".github")))
        .Order(StringComparer.Ordinal)
        .Select(path => new Document(path));

    /// <summary>The C# in it, in order, with the rest of each block's opening line.</summary>
    public IEnumerable<(string Code, string Mode)> CSharp =>
        Blocks().Matches(Text).Select(block => (block.Groups["code"].Value, block.Groups["mode"].Value.Trim()));

    /// <summary>Targets of links, code left out.</summary>
    public IEnumerable<string> Links =>
        Link().Matches(Code().Replace(Text, "")).Select(link => link.Groups["target"].Value);

    /// <summary>The fragments that other documents can link to: headings as GitHub names them.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(Code().Replace(Text, "")).Select(heading =>
        NotInAnchors().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^```csharp(?<mode>[^\n]*)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^(```|~~~).*?^\1|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
