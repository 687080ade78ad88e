namespace Veda.Rx.Internal;

/// <summary>The threads of the program that work on a short run while they wait for it.</summary>
/// <remarks>
/// They compete with the workers for processors. To the system the one is like the other: where a worker is in the middle of a long
/// run, it would leave the thread waiting for a whole time slice, several milliseconds, for a run of some hundred microseconds. So
/// workers of other runs let it go first between two batches.
/// </remarks>
internal sealed class Foreground<TSync> where TSync : struct, ISync
{
    private PaddedLong _threads;

    /// <summary>The calling thread begins to work there, or another one that sleeps is about to go on.</summary>
    public void Enter() => TSync.Add(this, ref _threads.Value, 1);

    /// <summary>The pair of <see cref="Enter"/>.</summary>
    public void Leave() => TSync.Add(this, ref _threads.Value, -1);

    /// <summary>Whether any thread is there.</summary>
    public bool IsOccupied => TSync.Load(this, ref _threads.Value) > 0;

    /// <summary>Whether any thread is there that does not wait for a given run.</summary>
    /// <param name="own">Whether the one that waits for that run is there.</param>
    public bool HasOthers(bool own) => TSync.Load(this, ref _threads.Value) > (own ? 1 : 0);
}

/// <summary>The foreground of the whole process: its schedulers share the processors.</summary>
internal static class Foreground
{
    public static Foreground<RealSync> OfProcess { get; } = new();
}
