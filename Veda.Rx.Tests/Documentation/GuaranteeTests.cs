using System.Text.RegularExpressions;
using Xunit;

namespace Veda.Rx.Tests.Documentation;

/// <summary>The guarantees are all there, and the tests that they name exist.</summary>
public partial class GuaranteeTests
{
    /// <summary>The specification's guarantees, and what decision record 0019 adds. One that is added, dropped or renamed is a decision of its own.</summary>
    private static readonly string[] s_guarantees =
    [
        "1. Sequential equivalence",
        "2. Rx grammar",
        "3. Bounded memory",
        "4. Reproducible reductions",
        "5. No deadlock from nesting",
        "6. Small work is not slower than a loop",
        "7. Deterministic under a virtual scheduler",
        "8. Cancellation reaches delegates",
        "9. Nothing starves",
    ];

    private static readonly string[] s_sections = new Document("docs/guarantees.md").Text.Split("\n## ")[1..];

    /// <summary>The classes that have tests, with the names of these; more than one where classes share a name.</summary>
    private static readonly ILookup<string, HashSet<string>> s_tests = typeof(GuaranteeTests).Assembly.GetTypes()
        .Select(type => (type.Name, Tests: type.GetMethods().Where(IsTest).Select(test => test.Name).ToHashSet()))
        .Where(type => type.Tests.Count > 0)
        .ToLookup(type => type.Name, type => type.Tests);

    public static TheoryData<string> Sections => [.. s_sections];

    [Fact]
    public void There_are_exactly_the_guarantees_that_were_decided() =>
        Assert.Equal(s_guarantees, s_sections.Select(section => section.Split('\n')[0]));

    [Theory]
    [MemberData(nameof(Sections))]
    public void A_guarantee_names_tests_that_exist_and_could_not_be_others(string section)
    {
        var names = Named().Matches(Tests().Match(section).Value).Select(name => name.Groups["name"].Value).ToArray();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Single(Found(name)));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void A_guarantee_says_where_it_ends(string section) => Assert.Contains("\nLimits", section);

    private static IEnumerable<HashSet<string>> Found(string name) => name.Split('.') switch
    {
        [var type] => s_tests[type],
        [var type, var test] => s_tests[type].Where(tests => tests.Contains(test)),
        _ => [],
    };

    private static bool IsTest(System.Reflection.MethodInfo method) => method.IsDefined(typeof(FactAttribute), inherit: true);

    /// <summary>The paragraph at the end of a section.</summary>
    [GeneratedRegex(@"^Tests: .*", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Tests();

    [GeneratedRegex(@"`(?<name>\w+(Tests|Exploration|Contract)(\.\w+)?)`")]
    private static partial Regex Named();
}
