using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Veda.Rx.Benchmarks.Harness;

/// <summary>Binds threads to processors, so that two of them are on two for certain. Where the system has no such call, nothing is bound.</summary>
internal static partial class Core
{
    /// <summary>The first processor that this process may use, and the last one: different ones if it may use several.</summary>
    public static (int First, int Last) Ends { get; } = OperatingSystem.IsLinux() ? EndsOf(Allowed()) : (0, Environment.ProcessorCount - 1);

    /// <summary>Keeps the calling thread on a processor.</summary>
    /// <returns>Whether it is bound now.</returns>
    public static bool TryBind(int processor)
    {
        if (!OperatingSystem.IsLinux() || processor >= 64)
            return false;
        var mask = 1UL << processor;
        return SetAffinity(thread: 0, sizeof(ulong), ref mask) == 0;
    }

    private static ulong Allowed()
    {
        using var process = Process.GetCurrentProcess();
#pragma warning disable CA1416 // asked on Linux only
        return (ulong)process.ProcessorAffinity;
#pragma warning restore CA1416
    }

    private static (int First, int Last) EndsOf(ulong mask) => (BitOperations.TrailingZeroCount(mask), BitOperations.Log2(mask));

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint size, ref ulong mask);
}
