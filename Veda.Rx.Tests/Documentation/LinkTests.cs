using Xunit;

namespace Veda.Rx.Tests.Documentation;

/// <summary>Documents point to what exists.</summary>
public class LinkTests
{
    public static TheoryData<string> Documents => [.. Document.All.Select(document => document.Path)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_leads_somewhere(string path)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Document.Root, path))!;
        Assert.DoesNotContain(new Document(path).Links, link => !Leads(path, folder, link));
    }

    private static bool Leads(string path, string folder, string link)
    {
        if (!IsRelative(link))
            return true;
        var target = FileOf(link).Length == 0 ? Path.Combine(Document.Root, path) : Path.GetFullPath(FileOf(link), folder);
        if (!File.Exists(target))
            return Directory.Exists(target);
        return !link.Contains('#')
            || new Document(Path.GetRelativePath(Document.Root, target).Replace('\\', '/')).Anchors.Contains(link[(link.IndexOf('#') + 1)..]);
    }

    private static string FileOf(string link) => link.Split('#')[0];

    private static bool IsRelative(string link) => !link.Contains("://") && !link.StartsWith("mailto:", StringComparison.Ordinal);
}
