using System.Collections.Concurrent;
using System.Globalization;
using Veda.Rx.Internal;
using Veda.Rx.Testing;

namespace Veda.Rx.Tests.Races;

/// <summary>
/// The simulated machine under the real protocols. On a <see cref="VirtualThread"/> every call is a point at which others may come
/// first, and stores wait in the thread's store buffer; outside (a scenario's setup and its final check) memory is accessed
/// directly.
/// </summary>
internal readonly struct SimSync : ISync
{
    public static int ThreadNumber => VirtualThread.Current is { } thread ? int.Parse(thread.Name, CultureInfo.InvariantCulture) : 0;

    public static long Load(object owner, ref long location) => LoadAny(owner, ref location);

    public static bool Load(object owner, ref bool location) => LoadAny(owner, ref location);

    public static T Load<T>(object owner, ref T location) where T : class? => LoadAny(owner, ref location);

    public static void Store(object owner, ref long location, long value) => StoreAny(owner, ref location, value);

    public static void Store(object owner, ref bool location, bool value) => StoreAny(owner, ref location, value);

    public static void Store<T>(object owner, ref T location, T value) where T : class? => StoreAny(owner, ref location, value);

    public static bool CompareAndSwap(object owner, ref long location, long expected, long value) =>
        Interlocked.CompareExchange(ref Drained(owner, ref location).Here<long>(), value, expected) == expected;

    public static bool CompareAndSwap<T>(object owner, ref T location, T expected, T value) where T : class? =>
        ReferenceEquals(Interlocked.CompareExchange(ref Drained(owner, ref location).Here<T>(), value, expected), expected);

    public static long Exchange(object owner, ref long location, long value) =>
        Interlocked.Exchange(ref Drained(owner, ref location).Here<long>(), value);

    public static T Exchange<T>(object owner, ref T location, T value) where T : class? =>
        Interlocked.Exchange(ref Drained(owner, ref location).Here<T>(), value);

    public static long Add(object owner, ref long location, long value) =>
        Interlocked.Add(ref Drained(owner, ref location).Here<long>(), value);

    public static void Fence() => VirtualThread.Current?.Fence();

    /// <summary>Never: what a spin would see, another interleaving shows without it.</summary>
    public static bool TrySpin(ref SpinWait spinner) => false;

    public static void Enqueue<T>(ConcurrentQueue<T> queue, T item) where T : class
    {
        VirtualThread.Current?.Fence("enqueue", queue);
        queue.Enqueue(item);
    }

    public static T? Dequeue<T>(ConcurrentQueue<T> queue) where T : class
    {
        VirtualThread.Current?.Fence("dequeue", queue);
        return queue.TryDequeue(out var item) ? item : null;
    }

    public static AutoResetEvent TakeEvent() => SimPermit.TakeEvent(VirtualThread.Here(nameof(TakeEvent)));

    public static void ReturnEvent(AutoResetEvent own) => SimPermit.ReturnEvent(VirtualThread.Here(nameof(ReturnEvent)), own);

    public static void Await(AutoResetEvent own) => SimPermit.Of(own).Take(VirtualThread.Here(nameof(Await)));

    public static void Set(AutoResetEvent sleeper) => SimPermit.Of(sleeper).Give(VirtualThread.Here(nameof(Set)));

    public static void Wait(Parker parker, bool spins) => SimPermit.Of(parker).Take(VirtualThread.Here(nameof(Wait)));

    public static void Wake(Parker parker) => SimPermit.Of(parker).Give(VirtualThread.Here(nameof(Wake)));

    /// <summary>Others may come before the calling thread touches a test's own account of things. Drains nothing.</summary>
    public static void Touch(object account) => VirtualThread.Current?.Point("touch", new Footprint(account, Access.Write), account);

    private static T LoadAny<T>(object owner, ref T location)
    {
        if (VirtualThread.Current is not { } thread)
            return location;
        var cell = SimCell.Of(owner, ref location);
        thread.Point("read", new Footprint(cell, Access.Read), cell);
        return thread.Stores.TryRead<T>(cell, out var stored) ? stored : cell.Here<T>();
    }

    private static void StoreAny<T>(object owner, ref T location, T value)
    {
        if (VirtualThread.Current is { } thread)
            thread.Store(new SimStore<T>(SimCell.Of(owner, ref location), value));
        else
            location = value;
    }

    private static SimCell Drained<T>(object owner, ref T location)
    {
        var cell = SimCell.Of(owner, ref location);
        VirtualThread.Current?.Fence("change", cell);
        return cell;
    }
}
