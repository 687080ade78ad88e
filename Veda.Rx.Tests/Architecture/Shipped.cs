using System.Reflection;
using System.Runtime.CompilerServices;

namespace Veda.Rx.Tests.Architecture;

/// <summary>What is shipped: the assembly, and the source files that it is made of.</summary>
internal static class Shipped
{
    public static Assembly Assembly => typeof(VedaStream).Assembly;

    /// <summary>The folder of the library's source.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", "Veda.Rx"));

    /// <summary>The library's source files, relative to <see cref="Folder"/>.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("bin/") && !file.StartsWith("obj/"))];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
