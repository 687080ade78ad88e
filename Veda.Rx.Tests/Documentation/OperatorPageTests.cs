using System.Reactive.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Veda.Rx.Tests.Documentation;

/// <summary>The page of operators says truly which names are Rx's and which are ours.</summary>
public partial class OperatorPageTests
{
    private static readonly string[] s_sections = new Document("docs/operators.md").Text.Split("\n## ");
    private static readonly HashSet<string> s_ours = [.. typeof(VedaStream).GetMethods().Concat(typeof(VedaStream<int>).GetMethods()).Select(method => method.Name)];
    private static readonly HashSet<string> s_theirs = [.. typeof(Observable).GetMethods().Select(method => method.Name)];

    [Fact]
    public void What_leaves_the_parallel_stream_is_Rxs()
    {
        var leaving = Rows("What leaves").SelectMany(row => Name().Matches(row.Split('|')[1])).Select(name => name.Groups["name"].Value).ToArray();
        Assert.Contains("GroupBy", leaving);
        Assert.DoesNotContain(leaving, name => s_ours.Contains(name) || !s_theirs.Contains(name));
    }

    [Theory]
    [InlineData("What leaves", 2)]
    [InlineData("Element by element", 1)]
    [InlineData("Slices", 1)]
    [InlineData("Grouping", 1)]
    [InlineData("Tuning", 1)]
    [InlineData("Terminals", 1)]
    public void What_is_named_as_ours_is_ours(string section, int column)
    {
        var named = Rows(section).SelectMany(row => Name().Matches(row.Split('|')[column])).Select(name => name.Groups["name"].Value).ToArray();
        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, name => !s_ours.Contains(name) && !s_theirs.Contains(name));
        Assert.DoesNotContain(named, name => column == 1 && !s_ours.Contains(name));
    }

    [Fact]
    public void Every_verb_is_on_the_page()
    {
        var page = string.Join('\n', s_sections);
        Assert.DoesNotContain(typeof(VedaStream).GetMethods().Where(method => method.IsStatic).Select(method => method.Name).Distinct(), verb => !Regex.IsMatch(page, $@"\b{verb}\b"));
    }

    private static IEnumerable<string> Rows(string section) =>
        s_sections.Single(text => text.StartsWith(section, StringComparison.Ordinal)).Split('\n').Where(line => line.StartsWith('|')).Skip(2);

    [GeneratedRegex(@"`(?<name>[A-Z]\w*)(\(|`)")]
    private static partial Regex Name();
}
