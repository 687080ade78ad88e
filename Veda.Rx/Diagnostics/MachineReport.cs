using System.Globalization;
using System.Runtime;
using System.Runtime.Intrinsics;

namespace Veda.Rx.Diagnostics;

/// <summary>The machine as far as this process may use it.</summary>
public sealed record MachineReport
{
    /// <summary>How many processors the process may use: what .NET says, limits of a container included. At least 1.</summary>
    public int Processors { get; init; }

    /// <summary>How many processors the machine has; null where that is not known.</summary>
    public int? MachineProcessors { get; init; }

    /// <summary>So much time of processors in the same time of the clock does the container allow; null for no limit, or where that is not known.</summary>
    public double? ProcessorLimit { get; init; }

    /// <summary>How many groups of processors with memory of their own the machine has; null where that is not known.</summary>
    public int? NumaNodes { get; init; }

    /// <summary>How much memory the garbage collector takes for available, in bytes: limits of a container included.</summary>
    public long Memory { get; init; }

    /// <summary>How much memory the container allows, in bytes; null for no limit, or where that is not known.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Whether the garbage collector works for each processor by itself: more throughput, more memory.</summary>
    public bool IsServerGarbageCollection { get; init; }

    /// <summary>How long the garbage collector may interrupt.</summary>
    public GCLatencyMode GarbageCollectionLatency { get; init; }

    /// <summary>The widest vectors that the processor computes with, in bits; 0 for none.</summary>
    public int VectorBits { get; init; }

    /// <summary>The figures in some lines.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
          processors: {Processors} of {MachineProcessors?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number"}{(ProcessorLimit is { } limit ? $", the container allows {limit:0.##}" : "")}; NUMA nodes: {NumaNodes?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}; vectors: {VectorBits} bits
          memory: {Words.Memory(Memory)}{(MemoryLimit is { } bytes ? $", the container allows {Words.Memory(bytes)}" : "")}; garbage collection: {(IsServerGarbageCollection ? "server" : "workstation")}, {GarbageCollectionLatency}
        """);

    /// <summary>Looks at the machine.</summary>
    /// <param name="root">Where the system's files begin: "/".</param>
    /// <param name="unavailable">Is told what cannot be known here, and why.</param>
    internal static MachineReport Read(string root, Action<string> unavailable)
    {
        var group = ControlGroup.Read(root);
        if (!group.IsKnown)
            unavailable("the container's limits: there are no files of control groups");
        var nodes = Numbered(Path.Combine(root, "sys/devices/system/node"), "node");
        if (nodes is null)
            unavailable("NUMA nodes: the system does not list them under /sys/devices/system/node");
        var processors = Numbered(Path.Combine(root, "sys/devices/system/cpu"), "cpu");
        if (processors is null)
            unavailable("the machine's processors: the system does not list them under /sys/devices/system/cpu");
        return new()
        {
            Processors = Environment.ProcessorCount,
            MachineProcessors = processors,
            ProcessorLimit = group.Processors,
            NumaNodes = nodes,
            Memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            MemoryLimit = group.Memory,
            IsServerGarbageCollection = GCSettings.IsServerGC,
            GarbageCollectionLatency = GCSettings.LatencyMode,
            VectorBits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0,
        };
    }

    /// <summary>How many folders have this name and a number; null for none.</summary>
    private static int? Numbered(string folder, string name)
    {
        try
        {
            var count = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, $"{name}*").Count(path => int.TryParse(Path.GetFileName(path.AsSpan())[name.Length..], CultureInfo.InvariantCulture, out _)) : 0;
            return count == 0 ? null : count;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
