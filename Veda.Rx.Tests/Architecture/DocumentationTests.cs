using System.Reflection;
using Xunit;

namespace Veda.Rx.Tests.Architecture;

/// <summary>
/// Everything public is documented. Verbs, factories and ways into a stream say what happens to order and errors, what it costs
/// and on which threads their delegates are called, and give an example; what is inherited counts.
/// </summary>
public sealed class DocumentationTests
{
    private static readonly XmlDocumentation s_documentation = new();

    /// <summary>Streams that come from nothing need no example.</summary>
    private static readonly string[] s_obvious = ["Empty", "Return", "Throw", "Never"];

    [Fact]
    public void Every_public_type_has_a_summary() =>
        Assert.All(Shipped.Assembly.GetExportedTypes(), type => Assert.True(s_documentation.Has($"T:{type.FullName!.Replace('+', '.')}", "summary"), type.FullName));

    [Fact]
    public void Every_verb_is_found_in_the_documentation()
    {
        Assert.True(Verbs().Count() > 130, $"only {Verbs().Count()} verbs found");
        Assert.DoesNotContain(Verbs().Select(XmlDocumentation.NameOf), verb => !s_documentation.Contains(verb));
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("returns")]
    [InlineData("remarks")]
    [InlineData("example")]
    public void Every_verb_has(string element) =>
        Assert.DoesNotContain(Verbs(), verb => !s_documentation.Has(XmlDocumentation.NameOf(verb), element) && !(element == "example" && s_obvious.Contains(verb.Name)));

    [Theory]
    [InlineData("Order:")]
    [InlineData("Errors:")]
    [InlineData("Cost:")]
    public void The_remarks_of_every_verb_have_the_heading(string heading) => Assert.DoesNotContain(Verbs(), verb => !Remarks(verb).Contains(heading));

    [Fact]
    public void Every_parameter_is_described() =>
        Assert.Empty(from verb in Verbs() from parameter in verb.GetParameters() where About(verb, parameter).Length == 0 select $"{verb}: {parameter.Name}");

    /// <summary>Where the remarks have no heading for it, each of the parameters says it.</summary>
    [Fact]
    public void It_is_said_on_which_threads_the_callers_code_runs()
    {
        var called = from verb in Verbs() from parameter in verb.GetParameters() where IsCode(parameter.ParameterType) select (verb, parameter);
        Assert.True(called.Count() > 100);
        Assert.Empty(from x in called where !Remarks(x.verb).Contains("Threads:") && !About(x.verb, x.parameter).Contains("thread") select $"{x.verb}: {x.parameter.Name}");
    }

    private static bool IsCode(Type type) =>
        typeof(Delegate).IsAssignableFrom(type) || type.Name.Split('`')[0] is "IComparer" or "IEqualityComparer" or "IKernel" or "IPredicateKernel" or "IProgress" or "Stage";

    private static string Remarks(MethodInfo verb) => s_documentation.Text(XmlDocumentation.NameOf(verb), "remarks");

    private static string About(MethodInfo verb, ParameterInfo parameter) => s_documentation.Text(XmlDocumentation.NameOf(verb), "param", parameter.Name);

    /// <summary>The public functions, and the members of a stream that lead to another one.</summary>
    private static IEnumerable<MethodInfo> Verbs() =>
        typeof(VedaStream).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Concat(typeof(VedaStream<>).GetMethods().Where(method => method.ReturnType.Name == typeof(VedaStream<>).Name));
}
