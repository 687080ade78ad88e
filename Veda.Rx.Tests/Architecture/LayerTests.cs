using Mono.Cecil;
using NetArchTest.Rules;
using Xunit;

namespace Veda.Rx.Tests.Architecture;

/// <summary>Who may see whom.</summary>
public sealed class LayerTests
{
    private const string Root = "Veda.Rx.";

    /// <summary>The folders, without <c>Operators</c>, whose types are in the root namespace with the streams.</summary>
    private static readonly string[] s_folders = ["Batching", "Fusion", "Internal", "Merging", "Scheduling", "Sinks", "Sources", "WorkStealing"];

    /// <summary>What wires a run together; stages and reducers know nothing of it.</summary>
    private static readonly string[] s_engine = ["PipelineRun", "Segment", "Segment`1", "Participants`1", "WaitableRun`1", "Flow`1", "StreamSettings"];

    [Theory]
    [InlineData("Internal", "Batching", "Fusion", "Merging", "Scheduling", "Sinks", "Sources", "WorkStealing")]
    [InlineData("Merging", "Scheduling", "WorkStealing", "Sources")]
    [InlineData("Scheduling", "Merging", "Sinks", "Batching", "Fusion", "Sources")]
    [InlineData("WorkStealing", "Merging", "Sinks", "Batching", "Fusion", "Sources")]
    [InlineData("Fusion", "Batching", "Merging", "Scheduling", "Sinks", "Sources", "WorkStealing")]
    [InlineData("Batching", "Merging", "Scheduling", "Sinks", "WorkStealing")]
    [InlineData("Sources", "Merging", "Sinks", "WorkStealing")]
    [InlineData("Sinks", "Scheduling", "WorkStealing")]
    public void A_folder_sees_only_what_it_may(string folder, params string[] unseen)
    {
        var result = Types.InAssembly(Shipped.Assembly).That().ResideInNamespaceMatching(Exactly(folder))
            .ShouldNot().HaveDependencyOnAny([.. unseen.Select(name => Root + name)]).GetResult();
        Assert.True(result.IsSuccessful, $"{folder} sees too much: {Names(result)}");
        Assert.NotEmpty(Types.InAssembly(Shipped.Assembly).That().ResideInNamespaceMatching(Exactly(folder)).GetTypes());
    }

    /// <summary>Except what joins two segments or is the end of a run.</summary>
    [Theory]
    [InlineData("Internal")]
    [InlineData("Fusion")]
    [InlineData("Merging")]
    [InlineData("Scheduling")]
    [InlineData("WorkStealing")]
    [InlineData("Batching")]
    [InlineData("Sources")]
    public void A_folder_does_not_see_the_wiring(string folder)
    {
        var result = Types.InAssembly(Shipped.Assembly).That().ResideInNamespaceMatching(Exactly(folder))
            .ShouldNot().HaveDependencyOnAny([.. s_engine.Select(name => Root + name)]).GetResult();
        Assert.True(result.IsSuccessful, $"{folder} sees the wiring: {Names(result)}");
    }

    /// <summary>
    /// A stage may also see what it is made of: kernels and state beside it, all in the root namespace with the verbs. Reducers
    /// and consumers live in Sinks.
    /// </summary>
    [Fact]
    public void Stages_and_folders_of_operators_see_only_fusion_and_internal() =>
        SeeNone(Derived("Veda.Rx.Fusion.Stage`2", "Veda.Rx.Fusion.Folder`1").Where(type => Folder(type) is "Veda.Rx"), ["Batching", "Merging", "Scheduling", "Sinks", "Sources", "WorkStealing"]);

    [Fact]
    public void Reducers_see_only_sinks_fusion_and_internal() =>
        SeeNone(Derived("Veda.Rx.Sinks.Reducer`3"), ["Batching", "Merging", "Scheduling", "Sources", "WorkStealing"]);

    [Fact]
    public void Nothing_sees_the_tests() =>
        Assert.DoesNotContain(Shipped.Assembly.GetReferencedAssemblies(), name => name.Name!.Contains("Test") || name.Name.StartsWith("xunit") || name.Name.StartsWith("FsCheck"));

    [Fact]
    public void Every_folder_is_known() => Assert.Equal(
        s_folders.Append("Operators").Order(),
        Shipped.Files.Where(file => file.Contains('/')).Select(file => file.Split('/')[0]).Distinct().Order());

    [Fact]
    public void The_checks_notice_what_they_look_for()
    {
        Assert.NotEmpty(Violations(Derived("Veda.Rx.Segment"), ["Merging"]));
        var sinks = Types.InAssembly(Shipped.Assembly).That().ResideInNamespaceMatching(Exactly("Sinks"));
        Assert.False(sinks.ShouldNot().HaveDependencyOnAny(Root + "Merging").GetResult().IsSuccessful);
    }

    private static string Exactly(string folder) => $"^Veda\\.Rx\\.{folder}$";

    private static string Names(NetArchTest.Rules.TestResult result) => string.Join(", ", result.FailingTypeNames ?? []);

    private static void SeeNone(IEnumerable<TypeDefinition> types, string[] folders)
    {
        var checkedTypes = types.ToArray();
        Assert.True(checkedTypes.Length > 5, "no types found to check");
        Assert.Empty(Violations(checkedTypes, folders));
    }

    private static IEnumerable<string> Violations(IEnumerable<TypeDefinition> types, string[] folders) =>
        from type in types
        from seen in Seen.By(type)
        where folders.Any(folder => seen.Namespace == Root + folder) || s_engine.Any(name => seen.FullName == Root + name)
        select $"{type.FullName} sees {seen.FullName}";

    private static string Folder(TypeDefinition type) => type.DeclaringType is { } outer ? Folder(outer) : type.Namespace;

    private static IEnumerable<TypeDefinition> Derived(params string[] bases) => Seen.Module.GetTypes().Where(type => Bases(type).Any(bases.Contains));

    private static IEnumerable<string> Bases(TypeDefinition type)
    {
        for (var next = type.BaseType; next is not null; next = next.Scope == type.Module ? next.Resolve().BaseType : null)
            yield return next.GetElementType().FullName;
    }
}
