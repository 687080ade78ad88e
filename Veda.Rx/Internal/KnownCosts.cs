namespace Veda.Rx.Internal;

/// <summary>
/// What elements cost in earlier runs of the same code on a scheduler, where they were dear: a run that knows need not work
/// on its first element alone to find out whether helpers are worth waking.
/// </summary>
/// <remarks>
/// Code is known by a hash: two that share one, or a place, forget each other, which costs a first element alone. Nothing is
/// kept alive. Without a lock: who reads sees one record or another.
/// </remarks>
internal sealed class KnownCosts
{
    private const int Places = 64;

    private readonly Known?[] _known = new Known?[Places];

    private int _count;   // of the places taken. Interlocked

    /// <summary>Whether nothing is dear: most programs need not know their code.</summary>
    public bool IsEmpty => Volatile.Read(ref _count) == 0;

    /// <summary>The cost of an element in an earlier run, in nanoseconds; 0 where it is not known to be dear.</summary>
    public double Of(int code) => Volatile.Read(ref Place(code)) is { } known && known.Code == code ? known.Cost : 0;

    /// <summary>A run is over whose elements were dear.</summary>
    public void Learn(int code, double cost)
    {
        if (Interlocked.Exchange(ref Place(code), new Known(code, cost)) is null)
            Interlocked.Increment(ref _count);
    }

    /// <summary>A run is over that was told that its elements are dear, and they were not.</summary>
    public void Forget(int code)
    {
        if (Of(code) > 0 && Interlocked.Exchange(ref Place(code), null) is not null)
            Interlocked.Decrement(ref _count);
    }

    private ref Known? Place(int code) => ref _known[(uint)code % Places];

    private sealed record Known(int Code, double Cost);
}
