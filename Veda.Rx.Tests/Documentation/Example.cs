using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Veda.Rx.Tests.Documentation;

/// <summary>A document's C# as one program: what a reader gets who types it all, block by block.</summary>
internal sealed class Example
{
    /// <summary>What every document may take for granted; the console is one that remembers.</summary>
    private const string Prelude = """
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading; using System.Threading.Tasks; using Veda.Rx;
        var lines = new[] { "one", "two two", "three three three", "" };
        public static class Console
        {
            public static List<string> Printed { get; } = new();
            public static void WriteLine(object value) => Printed.Add(FormattableString.Invariant($"{value}"));
        }
        """;

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is var name && name != OwnName && !name.StartsWith("xunit", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly SyntaxList<UsingDirectiveSyntax> _usings;
    private readonly StringBuilder _statements = new();
    private readonly StringBuilder _types = new();
    private readonly string _assembly;

    /// <param name="document">The document.</param>
    /// <param name="before">Code that it takes for granted besides the prelude.</param>
    /// <param name="asTests">Whether that code uses what only this assembly may see.</param>
    public Example(Document document, string before = "", bool asTests = false)
    {
        _assembly = asTests ? OwnName : "Example";
        Add(Prelude, ref _usings);
        Add(before, ref _usings);
        foreach (var (code, mode) in document.CSharp)
        {
            if (mode == "no-run")
                _statements.AppendLine("async Task NotRun() {");
            Add(code, ref _usings);
            if (mode == "no-run")
                _statements.AppendLine("}");
        }
    }

    private static string OwnName { get; } = typeof(Example).Assembly.GetName().Name!;

    /// <summary>Compiles the program, runs it and says what it printed.</summary>
    /// <exception cref="InvalidOperationException">It does not compile.</exception>
    public async Task<IEnumerable<string>> Run(CancellationToken cancellation)
    {
        var code = $"{_usings.ToFullString()}\n{_statements}\n{_types}";
        var program = CSharpCompilation.Create(
            _assembly, [CSharpSyntaxTree.ParseText(code, cancellationToken: cancellation)], s_references, new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        using var image = new MemoryStream();
        var emitted = program.Emit(image, cancellationToken: cancellation);
        if (!emitted.Success)
            throw new InvalidOperationException($"{string.Join("\n", emitted.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error))}\n\n{code}");
        image.Position = 0;
        var assembly = new AssemblyLoadContext(_assembly, isCollectible: true).LoadFromStream(image);
        await Task.Run(() => assembly.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null), cancellation).WaitAsync(cancellation);
        return (List<string>)assembly.GetType("Console")!.GetProperty("Printed")!.GetValue(null)!;
    }

    /// <summary>Sorts a piece of code: using directives first, types last, statements in order between them.</summary>
    private void Add(string code, ref SyntaxList<UsingDirectiveSyntax> usings)
    {
        var root = CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot();
        usings = usings.AddRange(root.Usings.Where(directive => !_usings.Any(known => known.IsEquivalentTo(directive))));
        foreach (var member in root.Members)
            (member is GlobalStatementSyntax ? _statements : _types).Append(member.ToFullString());
        _statements.AppendLine();
    }
}
