using System.Runtime.CompilerServices;

namespace Veda.Rx.Internal;

/// <summary>The threads of the program that work on a short run while they wait for it: of the whole process, as its schedulers share the processors.</summary>
/// <remarks>
/// They compete with the workers for processors. To the system the one is like the other: where a worker is in the middle of a long
/// run, it would leave the thread waiting for a whole time slice, several milliseconds, for a run of some hundred microseconds. So
/// workers of other runs let it go first between two batches.
/// </remarks>
internal static class Foreground
{
    /// <summary>
    /// For how many batches a worker makes way after somebody has come. A short run takes some ten; who stays longer may be blocked by
    /// something else, or have elements that take seconds.
    /// </summary>
    public const int Patience = 16;

    private const long OneArrival = 1L << 32;

    /// <summary>How many threads are there, and above that how often one came. Interlocked.</summary>
    private static readonly StrongBox<PaddedLong> s_state = new();

    /// <summary>Whether the calling thread is there, however many runs it waits for, one inside of the other.</summary>
    [ThreadStatic]
    private static bool t_isThere;

    /// <summary>How often somebody had come when the calling worker last began to make way, and how often it has done so since.</summary>
    [ThreadStatic]
    private static (int Arrivals, int Given) t_courtesy;

    /// <summary>Whether the calling thread is there.</summary>
    public static bool IsThere => t_isThere;

    /// <summary>The calling thread comes.</summary>
    /// <returns>False if it was there.</returns>
    public static bool TryEnter()
    {
        if (t_isThere)
            return false;
        t_isThere = true;
        Interlocked.Add(ref s_state.Value.Value, OneArrival + 1);
        return true;
    }

    /// <summary>The calling thread goes.</summary>
    /// <returns>False if it was not there.</returns>
    public static bool TryLeave()
    {
        if (!t_isThere)
            return false;
        t_isThere = false;
        Interlocked.Decrement(ref s_state.Value.Value);
        return true;
    }

    /// <summary>Whether the calling worker should make way, between two batches of a run.</summary>
    /// <param name="own">Whether the thread that waits for that run is in the foreground.</param>
    public static bool IsWaitedFor(bool own)
    {
        var state = Volatile.Read(ref s_state.Value.Value);
        if ((int)state <= (own ? 1 : 0))
            return false;
        var arrivals = (int)(state >> 32);
        ref var courtesy = ref t_courtesy;
        if (arrivals != courtesy.Arrivals)
            courtesy = (arrivals, 0);
        if (courtesy.Given == Patience)
            return false;
        courtesy.Given++;
        return true;
    }
}
