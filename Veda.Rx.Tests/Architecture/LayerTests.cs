using System.Text.RegularExpressions;
using Mono.Cecil;
using Xunit;

namespace Veda.Rx.Tests.Architecture;

/// <summary>Who sees whom: exactly what the table says, no more, and no line of it that nobody needs. The decision record 0013 has the reasons.</summary>
public sealed partial class LayerTests
{
    /// <summary>The files beside the folders: what a caller meets, descriptions of pipelines, and what wires a run together.</summary>
    private const string Root = "(root)";

    /// <summary>A folder, the folder that it sees, and why it may.</summary>
    private static readonly (string From, string To, string Reason)[] s_allowed =
    [
    ];

    [Fact]
    public void Every_folder_sees_what_it_may_and_nothing_else()
    {
        var seen = Edges().Select(edge => $"{edge.From} -> {edge.To}").Distinct().Order().ToArray();
        File.WriteAllLines("/tmp/sp/edges.txt", Edges().GroupBy(e => (e.From, e.To)).OrderBy(g => g.Key).Select(g => $"{g.Key.From} -> {g.Key.To}: {string.Join(", ", g.Select(e => e.By + ">" + e.Seen).Distinct().Take(400))}"));
        Assert.Equal(s_allowed.Select(edge => $"{edge.From} -> {edge.To}").Order(), seen);
    }

    /// <summary>The folder of each top-level type, by its source file.</summary>
    private static readonly Dictionary<string, string> s_homes = Shipped.Files
        .SelectMany(file => Declared().Matches(Shipped.Read(file)).Select(match => (Type: match.Groups["name"].Value, Folder: file.Contains('/') ? file.Split('/')[0] : Root)))
        .DistinctBy(home => home.Type)
        .ToDictionary(home => home.Type, home => home.Folder);

    private static IEnumerable<(string From, string To, string By, string Seen)> Edges() =>
        from type in Seen.Module.GetTypes()
        where Home(type) is not null
        from seen in Seen.By(type)
        where Home(seen) is not null && Home(seen) != Home(type)
        select (Home(type)!, Home(seen)!, type.FullName, seen.FullName);

    private static string? Home(TypeReference type) =>
        type.DeclaringType is { } outer ? Home(outer) : s_homes.GetValueOrDefault(type.Name.Split('`')[0]);

    [GeneratedRegex(@"^(public|internal) [\w ]*?(class|struct|interface|record|enum|record struct) (?<name>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
