using Veda.Rx.WorkStealing;

namespace Veda.Rx.Tests.Races;

/// <summary>
/// The simulated machine under the real deque, injector and gate. Inside a <see cref="SimThread"/> every call is a point
/// where the <see cref="Explorer"/> may switch threads, and stores wait in the thread's store buffer; outside (a scenario's
/// setup and its final check) memory is accessed directly.
/// </summary>
internal readonly struct SimSync : ISync
{
    public static long Load(object owner, ref long location) =>
        SimThread.Current is { } thread ? thread.Load<long>(SimCell.Of(owner, ref location)) : location;

    public static T Load<T>(object owner, ref T location) where T : class? =>
        SimThread.Current is { } thread ? thread.Load<T>(SimCell.Of(owner, ref location)) : location;

    public static void Store(object owner, ref long location, long value)
    {
        if (SimThread.Current is { } thread)
            thread.Store(SimCell.Of(owner, ref location), value, null);
        else
            location = value;
    }

    public static void Store<T>(object owner, ref T location, T value) where T : class?
    {
        if (SimThread.Current is { } thread)
            thread.Store(SimCell.Of(owner, ref location), null, value);
        else
            location = value;
    }

    public static bool CompareAndSwap(object owner, ref long location, long expected, long value)
    {
        var cell = SimCell.Of(owner, ref location);
        SimThread.Current?.PointAndDrain();
        if (cell.Here<long>() != expected)
            return false;
        cell.Here<long>() = value;
        return true;
    }

    public static bool CompareAndSwap<T>(object owner, ref T location, T expected, T value) where T : class?
    {
        var cell = SimCell.Of(owner, ref location);
        SimThread.Current?.PointAndDrain();
        if (!ReferenceEquals(cell.Here<T>(), expected))
            return false;
        cell.Here<T>() = value;
        return true;
    }

    public static void Fence() => SimThread.Current?.Fence();

    public static void FenceAll() => SimThread.Current?.FenceAll();

    public static void Wait(Parker parker) => SimThread.Current!.Wait(parker);

    public static void Wake(Parker parker) => SimThread.Current!.Wake(parker);
}

/// <summary>A mutation: the machine whose fences do nothing. Exploration must find what that breaks.</summary>
internal readonly struct SimSyncWithoutFence : ISync
{
    public static long Load(object owner, ref long location) => SimSync.Load(owner, ref location);

    public static T Load<T>(object owner, ref T location) where T : class? => SimSync.Load(owner, ref location);

    public static void Store(object owner, ref long location, long value) => SimSync.Store(owner, ref location, value);

    public static void Store<T>(object owner, ref T location, T value) where T : class? => SimSync.Store(owner, ref location, value);

    public static bool CompareAndSwap(object owner, ref long location, long expected, long value) =>
        SimSync.CompareAndSwap(owner, ref location, expected, value);

    public static bool CompareAndSwap<T>(object owner, ref T location, T expected, T value) where T : class? =>
        SimSync.CompareAndSwap(owner, ref location, expected, value);

    public static void Fence()
    {
    }

    public static void FenceAll()
    {
    }

    public static void Wait(Parker parker) => SimSync.Wait(parker);

    public static void Wake(Parker parker) => SimSync.Wake(parker);
}
