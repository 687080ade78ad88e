using System.Diagnostics;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>Runs this program again for one measurement, so that none trains the JIT, or fills the heap, for another.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    /// <summary>The child's result, or null when it failed; the child has then said why on the error stream.</summary>
    /// <param name="what">What is measured, for messages.</param>
    /// <param name="arguments">The child's command line, given the file that it writes its result to.</param>
    public static T? Run<T>(string what, Func<string, IEnumerable<string>> arguments) where T : class
    {
        var resultFile = Path.GetTempFileName();
        try
        {
            var start = StartInfo(arguments(resultFile));
            PinnedRuntime.ApplyTo(start);
            using var child = Process.Start(start)!;
            if (!child.WaitForExit(s_patience))
            {
                Console.Error.WriteLine($"{what}: not finished after {s_patience.TotalMinutes} minutes, killed.");
                child.Kill(entireProcessTree: true);
                return null;
            }
            return child.ExitCode == ExitCode.Success ? Json.Read<T>(resultFile) : null;
        }
        finally
        {
            File.Delete(resultFile);
        }
    }

    /// <summary>How this program is started again.</summary>
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments) => new(Environment.ProcessPath!, [.. HostArguments, .. arguments]);

    /// <summary>Under <c>dotnet X.dll</c> the process is the host, which needs to be told the assembly again.</summary>
    private static string[] HostArguments =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
}
