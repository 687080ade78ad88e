using Veda.Rx.Internal;
using Veda.Rx.Testing;

namespace Veda.Rx.Tests.Races;

/// <summary>Fences do nothing.</summary>
internal readonly struct SimSyncWithoutFence : ISimSync
{
    static void ISync.Fence()
    {
    }
}

/// <summary>Additions are atomic, but overtake the stores before them.</summary>
internal readonly struct SimSyncWithOvertakingAdd : ISimSync
{
    static long ISync.Add(object owner, ref long location, long value)
    {
        var cell = SimCell.Of(owner, ref location);
        VirtualThread.Current?.Point("change", new Footprint(cell, Access.Write), cell);
        return cell.Here<long>() += value;
    }
}

/// <summary>An exchange is a read and then a write that waits in the store buffer.</summary>
internal readonly struct SimSyncWithLazyExchange : ISimSync
{
    static long ISync.Exchange(object owner, ref long location, long value)
    {
        var before = SimSync.Load(owner, ref location);
        SimSync.Store(owner, ref location, value);
        return before;
    }
}

/// <summary>Nothing is left of a note that an exchange finds.</summary>
internal readonly struct SimSyncWithBlindExchange : ISimSync
{
    static long ISync.Exchange(object owner, ref long location, long value)
    {
        SimSync.Exchange(owner, ref location, value);
        return 0;
    }
}

/// <summary>Lowering a count forgets what others have added meanwhile.</summary>
internal readonly struct SimSyncWithForgetfulDecrease : ISimSync
{
    static long ISync.Add(object owner, ref long location, long value)
    {
        if (value > 0)
            return SimSync.Add(owner, ref location, value);
        SimSync.Exchange(owner, ref location, 0);
        return 0;
    }
}

/// <summary>The upper half of a word does not count, so that an epoch never changes.</summary>
internal readonly struct SimSyncWithoutEpoch : ISimSync
{
    static long ISync.Add(object owner, ref long location, long value) => SimSync.Add(owner, ref location, value == 1L << 36 ? 0 : value);
}

/// <summary>A swap writes without comparing.</summary>
internal readonly struct SimSyncWithBlindSwap : ISimSync
{
    static bool ISync.CompareAndSwap(object owner, ref long location, long expected, long value)
    {
        SimSync.Exchange(owner, ref location, value);
        return true;
    }
}

/// <summary>The first thread's swaps do nothing and fail.</summary>
internal readonly struct SimSyncWithIdleOwner : ISimSync
{
    static bool ISync.CompareAndSwap(object owner, ref long location, long expected, long value) =>
        VirtualThread.Current?.Name != "0" && SimSync.CompareAndSwap(owner, ref location, expected, value);
}

/// <summary>All threads have the same number. Nothing is broken by that.</summary>
internal readonly struct SimSyncOnOnePlace : ISimSync
{
    static int ISync.ThreadNumber => 0;
}

/// <summary>An exchange of references is a read and then a write.</summary>
internal readonly struct SimSyncWithLazyTaking : ISimSync
{
    static T ISync.Exchange<T>(object owner, ref T location, T value)
    {
        var before = SimSync.Load(owner, ref location);
        SimSync.Store(owner, ref location, value);
        return before;
    }
}
