using System.Text.RegularExpressions;
using Mono.Cecil;
using Xunit;

namespace Veda.Rx.Tests.Architecture;

/// <summary>Who sees whom: what the table says, no more, and no line of it that nobody needs. Decision record 0013 has the rule.</summary>
public sealed partial class LayerTests
{
    /// <summary>Beside the folders: what a caller meets.</summary>
    private const string Surface = "Surface";

    /// <summary>Beside the folders: what a pipeline looks like before it runs.</summary>
    private const string Description = "Description";

    /// <summary>Beside the folders: what wires a run together. It alone may know everything.</summary>
    private const string Wiring = "Wiring";

    private static readonly Dictionary<string, string> s_besideFolders = new()
    {
        ["VedaStream.cs"] = Surface,
        ["ToVeda.cs"] = Surface,
        ["VedaSingle.cs"] = Surface,
        ["VedaOptions.cs"] = Surface,
        ["VedaRuntime.cs"] = Surface,
        ["VedaRandom.cs"] = Surface,
        ["OverflowPolicy.cs"] = Surface,
        ["LineOptions.cs"] = Surface,
        ["WorkPriority.cs"] = Surface,
        ["Flow.cs"] = Description,
        ["ReducedFlow.cs"] = Description,
        ["StreamSettings.cs"] = Description,
        ["PipelineRun.cs"] = Wiring,
        ["WaitableRun.cs"] = Wiring,
        ["RunEntry.cs"] = Wiring,
        ["Segment.cs"] = Wiring,
        ["SegmentWork.cs"] = Wiring,
        ["Participants.cs"] = Wiring,
        ["Deferrals.cs"] = Wiring,
        ["WaitingThread.cs"] = Wiring,
        ["SegmentView.cs"] = Wiring,
        ["SegmentLook.cs"] = Wiring,
    };

    /// <summary>The folder of each type in the root namespace, by its source file.</summary>
    private static readonly Dictionary<string, string> s_homes = Shipped.Files
        .SelectMany(file => Declared().Matches(Shipped.Read(file)).Select(match => (Type: match.Groups["name"].Value, Folder: FolderOf(file))))
        .Where(home => home.Folder is Surface or Description or Wiring or "Operators" or "Policies" || home.Type == "WorkStealingScheduler")
        .DistinctBy(home => home.Type)
        .ToDictionary(home => home.Type, home => home.Folder);

    /// <summary>A folder, those that it sees, and why it may.</summary>
    private static readonly (string From, string[] To, string Reason)[] s_allowed =
    [
        ("Fusion", ["Internal"], "buffers and the seam to memory"),
        ("Batching", ["Fusion", "Internal", "Sources"], "a lane reads a cursor and runs folders"),
        ("Batching", ["Policies"], "the reason for a batch's size"),
        ("Sources", ["Batching"], "a claim fills a batch"),
        ("Sources", ["Internal"], "code that awaits must not come back to a thread that waits"),
        ("Sources", ["Scheduling"], "a source that pushes compensates the worker that it blocks"),
        ("Sources", [Surface], "the overflow policy is an argument of ToVeda"),
        ("Merging", ["Batching", "Fusion", "Internal"], "lanes are what is merged"),
        ("Merging", ["Sinks"], "the merge ends in a sink"),
        ("Sinks", ["Batching", "Fusion", "Internal"], "a sink makes the outlets of lanes and takes them back"),
        ("Sinks", ["Merging"], "results that wait as elements do so in the merge's outlet"),
        ("Sinks", ["Sources"], "a hand-over is the sink of one segment and the source of the next"),
        ("Sinks", [Surface, Description, Wiring], "a terminal opens the run whose result it is, a consumer ends it"),
        ("Sinks", ["Scheduling"], "a reader that awaits goes on as work of the scheduler where time is virtual"),
        ("Scheduling", [Surface, "Policies"], "the system's clock is named in one place, the options; they have the policy; a priority is an argument of On"),
        ("Scheduling", ["Internal"], "who runs on a scheduler is on its roster"),
        ("WorkStealing", ["Internal", "Scheduling"], "a scheduler offers capabilities, over the seam to memory"),
        ("WorkStealing", [Surface, "Policies"], "it is built with the options, and does what their policy decides"),
        ("Operators", ["Fusion", "Internal"], "stages"),
        ("Operators", ["Sinks"], "terminals, and reducers of their own"),
        ("Operators", ["Sources", "Batching"], "streams that come from nothing, and those that read others: cursors of their own"),
        ("Operators", [Surface, Description, Wiring], "a verb takes a stream and describes another; a flow is opened within a run"),
        ("Diagnostics", ["Internal", "Scheduling", "WorkStealing", "Policies", Surface, Wiring], "a report looks at a runtime's workers, and at the runs that are on the roster of its scheduler"),
        (Surface, ["Diagnostics"], "the report is asked for there"),
        (Surface, ["Operators", "Fusion", "Internal", "Policies", "Sinks", "Sources", "WorkStealing", Description, Wiring], "the way in"),
        (Description, ["Operators"], "what is read can be cut to a slice of it"),
        (Description, ["Fusion", "Internal", "Scheduling", "Sinks", "Sources", Surface, Wiring], "a flow opens segments that end in sinks"),
        (Wiring, ["Batching", "Fusion", "Internal", "Merging", "Policies", "Scheduling", "Sinks", "Sources", Description], "a run has all of them"),
    ];

    [Fact]
    public void Every_folder_sees_what_it_may_and_nothing_else()
    {
        var edges = Edges(Seen.Module.GetTypes()).ToLookup(edge => (edge.From, edge.To), edge => edge.Where);
        var allowed = s_allowed.SelectMany(line => line.To.Select(to => (line.From, to))).ToArray();
        Assert.Equal(allowed.Length, allowed.Distinct().Count());
        var forbidden = edges.Where(edge => !allowed.Contains(edge.Key)).Select(edge => $"{edge.Key} is not allowed: {string.Join(", ", edge.Distinct())}");
        var idle = allowed.Where(edge => !edges.Contains(edge)).Select(edge => $"nobody needs {edge}");
        string[] wrong = [.. forbidden, .. idle];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    /// <summary>The specification's own rules; no line of the table may break them.</summary>
    [Theory]
    [InlineData("Merging", "Scheduling", "WorkStealing")]
    [InlineData("Scheduling", "Operators", "Merging", "Sinks", "Batching", "Fusion", "Sources")]
    [InlineData("WorkStealing", "Operators", "Merging", "Sinks", "Batching", "Fusion", "Sources")]
    [InlineData("Internal", "Operators", "Batching", "Fusion", "Merging", "Scheduling", "Sinks", "Sources", "WorkStealing", Surface, Description, Wiring)]
    [InlineData("Fusion", "Operators", "Batching", "Merging", "Scheduling", "Sinks", "Sources", "WorkStealing", Surface, Description, Wiring)]
    public void Some_never_see_others(string folder, params string[] unseen) =>
        Assert.DoesNotContain(s_allowed, line => line.From == folder && line.To.Intersect(unseen).Any());

    /// <summary>A stage may also see what it is made of: kernels and state beside it.</summary>
    [Fact]
    public void Stages_and_folders_of_operators_see_only_fusion_and_internal() =>
        SeeOnly(Derived("Veda.Rx.Fusion.Stage`2", "Veda.Rx.Fusion.Folder`1").Where(type => Home(type) == "Operators"), "Fusion", "Internal");

    [Fact]
    public void Reducers_see_only_sinks_fusion_and_internal() =>
        SeeOnly(Derived("Veda.Rx.Sinks.Reducer`3"), "Sinks", "Fusion", "Internal");

    [Fact]
    public void Nothing_sees_the_tests() =>
        Assert.DoesNotContain(Shipped.Assembly.GetReferencedAssemblies(), name => name.Name!.Contains("Test") || name.Name.StartsWith("xunit") || name.Name.StartsWith("FsCheck"));

    [Fact]
    public void Every_file_is_in_a_known_place() => Assert.Equal(
        s_allowed.Select(line => line.From).Union(["Internal", "Policies"]).Order(),
        Shipped.Files.Select(FolderOf).Distinct().Order());

    [Fact]
    public void Every_type_of_the_root_namespace_is_found_in_a_file() =>
        Assert.Empty(Seen.Module.Types.Where(type => type.Namespace == "Veda.Rx" && Home(type) is null).Select(type => type.FullName));

    private static void SeeOnly(IEnumerable<TypeDefinition> types, params string[] folders)
    {
        var stages = types.ToArray();
        Assert.True(stages.Length > 5, "no types found to check");
        Assert.DoesNotContain(Edges(stages), edge => edge.To != "Operators" && !folders.Contains(edge.To));
    }

    private static IEnumerable<(string From, string To, string Where)> Edges(IEnumerable<TypeDefinition> types) =>
        from type in types
        let home = Home(type)
        where home is not null
        from seen in Seen.By(type)
        let to = Home(seen)
        where to is not null && to != home
        select (home, to, $"{type.Name} sees {seen.Name}");

    private static string? Home(TypeReference type) => type switch
    {
        { DeclaringType: { } outer } => Home(outer),
        { Namespace: "Veda.Rx" } => s_homes.GetValueOrDefault(type.Name.Split('`')[0]),
        _ when type.Namespace.StartsWith("Veda.Rx.", StringComparison.Ordinal) => type.Namespace["Veda.Rx.".Length..],
        _ => null,
    };

    private static string FolderOf(string file) => file.Contains('/') ? file.Split('/')[0] : s_besideFolders.GetValueOrDefault(file, file);

    private static IEnumerable<TypeDefinition> Derived(params string[] bases) => Seen.Module.GetTypes().Where(type => Bases(type).Any(bases.Contains));

    private static IEnumerable<string> Bases(TypeDefinition type)
    {
        for (var next = type.BaseType; next is not null; next = next.Scope == type.Module ? next.Resolve().BaseType : null)
            yield return next.GetElementType().FullName;
    }

    [GeneratedRegex(@"^(public|internal) [\w ]*?(class|struct|interface|record|enum) (?<name>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
