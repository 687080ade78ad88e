using System.Diagnostics;
using Veda.Rx.Tests.Guarantees;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>Runs one of these tests in another process.</summary>
internal static class OtherProcess
{
    private const string ResultVariable = "VEDA_TEST_RESULT";

    /// <summary>The file that this process is to write a result to; null if it is not another one's child.</summary>
    public static string? ResultFile => Environment.GetEnvironmentVariable(ResultVariable);

    /// <summary>What the test has written to its <see cref="ResultFile"/>.</summary>
    /// <param name="test">The name of the test's class, a dot, and that of its method.</param>
    /// <param name="variables">What the child's environment has beside this one's.</param>
    public static async Task<string> Run(string test, params (string Name, string Value)[] variables)
    {
        var result = Path.GetTempFileName();
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. HostArguments, "--filter-method", test, "--no-ansi", "--no-progress"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { [ResultVariable] = result },
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var child = Process.Start(start)!;
        try
        {
            var output = await child.StandardOutput.ReadToEndAsync().InTime();
            await child.WaitForExitAsync().InTime();
            return child.ExitCode == 0 ? await File.ReadAllTextAsync(result) : throw new InvalidOperationException($"{test} in another process: {output}");
        }
        finally
        {
            if (!child.HasExited)
                child.Kill(entireProcessTree: true);
            File.Delete(result);
        }
    }

    /// <summary>Under <c>dotnet X.dll</c> the process is the host, which needs to be told the assembly again.</summary>
    private static string[] HostArguments =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(OtherProcess).Assembly.Location] : [];
}
