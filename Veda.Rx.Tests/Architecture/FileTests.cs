using System.Text.RegularExpressions;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Architecture;

/// <summary>Sizes and names of the shipped files, and what is in which of them.</summary>
public sealed partial class FileTests
{
    /// <summary>The names under which a file's verb is known besides its own.</summary>
    private static readonly Dictionary<string, string[]> s_aliases = new()
    {
        ["Map"] = ["Select"],
        ["Filter"] = ["Where"],
        ["ToList"] = ["Collect"],
        ["ToEnumerable"] = ["AsAsyncEnumerable"],
    };

    /// <summary>Files beside the verbs: what several verbs share, and the streams that come from nothing.</summary>
    private static readonly string[] s_shared = ["DelegateKernel", "IKernel", "SliceFlow", "ConcatFlow", "ZipFlow"];

    private const string Factories = "Factories";
    private const string Testing = "Veda.Rx.Testing";

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Assert.DoesNotContain(Everything(), file => File.ReadLines(file).Count() > 400);

    [Fact]
    public void Half_of_the_files_have_no_more_than_100_lines() =>
        Assert.All((string[])["Veda.Rx", Testing], project =>
        {
            var lengths = In(project).Select(file => File.ReadLines(file).Count()).Order().ToArray();
            Assert.InRange(lengths[lengths.Length / 2], 1, 100);
        });

    [Fact]
    public void No_file_is_called_after_nothing_in_particular() =>
        Assert.DoesNotContain(Everything(), file => VagueName().IsMatch(Path.GetFileName(file)));

    [Fact]
    public void No_type_is_called_after_nothing_in_particular() =>
        Assert.DoesNotContain(Shipped.Assembly.GetTypes().Concat(typeof(Explore).Assembly.GetTypes()), type => VagueName().IsMatch(type.Name));

    [Fact]
    public void Only_its_owner_uses_what_is_banned()
    {
        var exempt = Shipped.Files.Where(file => Shipped.Read(file).Contains("RS0030")).ToArray();
        Assert.Equal(["VedaOptions.cs", "WorkStealing/OwnThread.cs"], exempt.Order(StringComparer.Ordinal));
        var testing = In(Testing).Where(file => File.ReadAllText(file).Contains("RS0030")).Select(Path.GetFileName);
        Assert.Equal(["Carrier.cs", "ExploreOptions.cs", "RecordingScheduler.cs"], testing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_verb_is_in_the_one_file_that_is_named_after_it()
    {
        var homes = Operators().SelectMany(file => Verbs(file).Select(verb => (verb, file))).Distinct().ToLookup(x => x.verb, x => x.file);
        var ours = typeof(VedaStream).GetMethods().Where(m => m.IsStatic && m.Name != "ToVeda").Select(m => m.Name).Distinct().ToArray();
        Assert.Equal(ours.Order(), homes.Select(home => home.Key).Order());
        Assert.All(homes, home => Assert.Single(home));
        Assert.All(homes.Where(home => home.Single() != Factories), home =>
            Assert.Contains(home.Key, s_aliases.GetValueOrDefault(home.Single(), []).Append(home.Single())));
    }

    [Fact]
    public void Every_file_of_an_operator_has_its_verb() =>
        Assert.All(Operators().Except(s_shared).Where(file => file != Factories), file => Assert.Contains(file, Verbs(file)));

    [Fact]
    public void What_operators_share_is_no_verb() => Assert.All(s_shared, file => Assert.Empty(Verbs(file)));

    /// <summary>The source files of all projects.</summary>
    private static IEnumerable<string> Everything() =>
        from project in (string[])["Veda.Rx", Testing, "Veda.Rx.Tests", "Veda.Rx.Benchmarks", "examples"]
        from file in In(project)
        select file;

    private static IEnumerable<string> In(string project) =>
        Directory.EnumerateFiles(Path.Combine(Shipped.Folder, "..", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static IEnumerable<string> Operators() =>
        Shipped.Files.Where(file => file.StartsWith("Operators/")).Select(file => Path.GetFileNameWithoutExtension(file)!);

    /// <summary>The public functions in a file's part of the verbs' class.</summary>
    private static IEnumerable<string> Verbs(string file)
    {
        var text = Shipped.Read($"Operators/{file}.cs");
        var begin = text.IndexOf("public static partial class VedaStream", StringComparison.Ordinal);
        var verbs = begin < 0 ? "" : text[begin..text.IndexOf("\n}\n", begin, StringComparison.Ordinal)];
        return PublicStatic().Matches(verbs).Select(match => match.Groups["name"].Value).Distinct();
    }

    [GeneratedRegex("Helper|Manager|Util|Misc|Common")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"^    public static (?!class|partial|readonly|implicit)[^=;{]*?\b(?<name>[A-Z]\w*)(<[\w, ]+>)?\(", RegexOptions.Multiline)]
    private static partial Regex PublicStatic();
}
