using Veda.Rx.Fusion;

namespace Veda.Rx.Batching;

/// <summary>
/// What elements cost in earlier runs of the same code on a scheduler, where they were dear: a run that knows need not work
/// on its first element alone to find out whether helpers are worth waking.
/// </summary>
/// <remarks>
/// Code is told apart by the types of its stages and the methods of their delegates, as a hash: two that share one, or a
/// place, forget each other, which costs a first element alone. Nothing is kept alive. Without a lock: who reads sees one
/// record or another.
/// </remarks>
internal sealed class KnownCosts
{
    /// <summary>What an element costs at least, in nanoseconds, if it is to be remembered: cheaper ones are measured before a helper could be awake.</summary>
    public const double Dear = 10_000;

    private const int Places = 64;

    private readonly Known?[] _known = new Known?[Places];

    /// <summary>Whether there has been any: most programs never pay for the search.</summary>
    private volatile bool _any;

    /// <summary>The cost of an element in an earlier run, in nanoseconds; 0 where it is not known to be dear.</summary>
    public double Of<T>(IFolderPlan<T> plan)
    {
        if (!_any)
            return 0;
        var code = plan.Code;
        return Volatile.Read(ref Place(code)) is { } known && known.Code == code ? known.Cost : 0;
    }

    /// <summary>A run is over: the next one of the same code is told what its elements cost, if they are dear.</summary>
    public void Learn<T>(IFolderPlan<T> plan, in BatchSizer sizer)
    {
        var cost = sizer.ElementCost;
        if (!sizer.IsSure || (cost < Dear && !sizer.WasTold))
            return;
        var code = plan.Code;
        if (cost >= Dear)
        {
            Volatile.Write(ref Place(code), new Known(code, cost));
            _any = true;
        }
        else if (Volatile.Read(ref Place(code))?.Code == code)
        {
            Volatile.Write(ref Place(code), null);
        }
    }

    private ref Known? Place(int code) => ref _known[(uint)code % Places];

    private sealed record Known(int Code, double Cost);
}
