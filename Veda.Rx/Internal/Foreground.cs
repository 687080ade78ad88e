namespace Veda.Rx.Internal;

/// <summary>The threads of the program that work on a short run while they wait for it.</summary>
/// <remarks>
/// They compete with the workers for processors. To the system the one is like the other: where a worker is in the middle of a long
/// run, it would leave the thread waiting for a whole time slice, several milliseconds, for a run of some hundred microseconds. So
/// workers of other runs let it go first between two batches.
/// </remarks>
internal sealed class Foreground<TSync> where TSync : struct, ISync
{
    private const long OneArrival = 1L << 32;

    /// <summary>How many threads, and above that how often one came. Written by everybody, interlocked.</summary>
    private PaddedLong _state;

    /// <summary>The calling thread begins to work there, or another one that sleeps is about to go on.</summary>
    public void Enter() => TSync.Add(this, ref _state.Value, OneArrival + 1);

    /// <summary>The pair of <see cref="Enter"/>.</summary>
    public void Leave() => TSync.Add(this, ref _state.Value, -1);

    /// <summary>How many threads there are, and how often one came.</summary>
    public (int Threads, int Arrivals) Look() => TSync.Load(this, ref _state.Value) is var state ? ((int)state, (int)(state >> 32)) : default;
}

/// <summary>The foreground of the whole process: its schedulers share the processors.</summary>
internal static class Foreground
{
    public static Foreground<RealSync> OfProcess { get; } = new();
}
