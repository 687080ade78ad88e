using System.Collections.Concurrent;
using Veda.Rx.Internal;

namespace Veda.Rx.Tests.Races;

/// <summary>The simulated machine, to be mutated: an implementation overrides one operation by something that is less, and exploration must find what that breaks.</summary>
internal interface ISimSync : ISync
{
    static int ISync.ThreadNumber => SimSync.ThreadNumber;

    static long ISync.Load(object owner, ref long location) => SimSync.Load(owner, ref location);

    static bool ISync.Load(object owner, ref bool location) => SimSync.Load(owner, ref location);

    static T ISync.Load<T>(object owner, ref T location) => SimSync.Load(owner, ref location);

    static void ISync.Store(object owner, ref long location, long value) => SimSync.Store(owner, ref location, value);

    static void ISync.Store(object owner, ref bool location, bool value) => SimSync.Store(owner, ref location, value);

    static void ISync.Store<T>(object owner, ref T location, T value) => SimSync.Store(owner, ref location, value);

    static bool ISync.CompareAndSwap(object owner, ref long location, long expected, long value) => SimSync.CompareAndSwap(owner, ref location, expected, value);

    static bool ISync.CompareAndSwap<T>(object owner, ref T location, T expected, T value) => SimSync.CompareAndSwap(owner, ref location, expected, value);

    static long ISync.Exchange(object owner, ref long location, long value) => SimSync.Exchange(owner, ref location, value);

    static T ISync.Exchange<T>(object owner, ref T location, T value) => SimSync.Exchange(owner, ref location, value);

    static long ISync.Add(object owner, ref long location, long value) => SimSync.Add(owner, ref location, value);

    static void ISync.Fence() => SimSync.Fence();

    static bool ISync.TrySpin(ref SpinWait spinner) => SimSync.TrySpin(ref spinner);

    static void ISync.Enqueue<T>(ConcurrentQueue<T> queue, T item) => SimSync.Enqueue(queue, item);

    static T? ISync.Dequeue<T>(ConcurrentQueue<T> queue) where T : class => SimSync.Dequeue(queue);

    static AutoResetEvent ISync.TakeEvent() => SimSync.TakeEvent();

    static void ISync.ReturnEvent(AutoResetEvent own) => SimSync.ReturnEvent(own);

    static void ISync.Await(AutoResetEvent own) => SimSync.Await(own);

    static void ISync.Set(AutoResetEvent sleeper) => SimSync.Set(sleeper);

    static void ISync.Wait(Parker parker, bool spins) => SimSync.Wait(parker, spins);

    static void ISync.Wake(Parker parker) => SimSync.Wake(parker);
}
