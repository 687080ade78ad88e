namespace Veda.Rx.Benchmarks.Harness;

/// <summary>What a contender stands for in the comparison.</summary>
internal enum Role
{
    /// <summary>This library; exactly one per workload, and the one that every ratio is taken to.</summary>
    Veda,

    /// <summary>The best hand-written code for this workload on this machine, without any library.</summary>
    Limit,

    /// <summary>The plain loop on one thread.</summary>
    Sequential,

    /// <summary>Another library, or another part of .NET.</summary>
    Peer,
}
