using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Veda.Rx.Tests.Architecture;

/// <summary>Everything public is documented; verbs have an example and say what happens to order, errors and cost.</summary>
public sealed class DocumentationTests
{
    private static readonly XmlDocumentation s_documentation = new();

    /// <summary>Streams that come from nothing need no example.</summary>
    private static readonly string[] s_obvious = ["ToVeda", "Empty", "Return", "Throw", "Never"];

    [Fact]
    public void Every_public_type_has_a_summary() =>
        Assert.All(Shipped.Assembly.GetExportedTypes(), type => Assert.True(s_documentation.Has($"T:{type.FullName!.Replace('+', '.')}", "summary"), type.FullName));

    [Fact]
    public void Every_verb_has_a_summary_an_example_and_what_it_returns()
    {
        var verbs = Verbs().ToArray();
        Assert.True(verbs.Length > 80, $"only {verbs.Length} verbs found");
        Assert.DoesNotContain(verbs, member => !s_documentation.Has(member, "summary"));
        Assert.DoesNotContain(verbs, member => !s_documentation.Has(member, "returns"));
        Assert.DoesNotContain(verbs, member => !s_documentation.Has(member, "example") && !s_obvious.Contains(Name(member)));
    }

    [Fact]
    public void Every_verb_is_found_in_the_documentation()
    {
        var documented = Verbs().Select(Name).Distinct();
        var ours = typeof(VedaStream).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name).Distinct();
        Assert.Equal(ours.Order(), documented.Order());
    }

    /// <summary>The documented public functions, by their names in the file.</summary>
    private static IEnumerable<string> Verbs()
    {
        var ours = typeof(VedaStream).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name).ToHashSet();
        return s_documentation.Members.Where(member => member.StartsWith("M:Veda.Rx.VedaStream.") && ours.Contains(Name(member)));
    }

    private static string Name(string member) => Regex.Match(member, @"^M:Veda\.Rx\.VedaStream\.(\w+)").Groups[1].Value;
}
