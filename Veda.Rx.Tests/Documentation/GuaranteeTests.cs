using System.Text.RegularExpressions;
using Xunit;

namespace Veda.Rx.Tests.Documentation;

/// <summary>The tests that the guarantees name exist.</summary>
public partial class GuaranteeTests
{
    [Fact]
    public void Every_test_named_in_the_guarantees_exists()
    {
        var tests = typeof(GuaranteeTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(IsTest).SelectMany(test => new[] { type.Name, $"{type.Name}.{test.Name}" }))
            .ToHashSet();
        var named = Named().Matches(new Document("docs/guarantees.md").Text).Select(name => name.Groups["name"].Value).ToArray();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(tests));
    }

    [Fact]
    public void Every_guarantee_names_a_test() =>
        Assert.DoesNotContain(new Document("docs/guarantees.md").Text.Split("\n## ")[1..], section => !Named().IsMatch(section) && !section.Contains("benchmark"));

    private static bool IsTest(System.Reflection.MethodInfo method) => method.IsDefined(typeof(FactAttribute), inherit: true);

    [GeneratedRegex(@"`(?<name>\w+(Tests|Exploration|Contract)(\.\w+)?)`")]
    private static partial Regex Named();
}
