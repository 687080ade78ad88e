using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Veda.Rx.Internal;

/// <summary>The machine's own memory: what ships.</summary>
internal readonly struct RealSync : ISync
{
    /// <summary>For this thread's next sleep. Nobody disposes it: a waker may set it when the thread has long gone on, or ended.</summary>
    [ThreadStatic]
    private static AutoResetEvent? t_event;

    public static int ThreadNumber => Environment.CurrentManagedThreadId;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Load(object owner, ref long location) => Volatile.Read(ref location);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Load(object owner, ref bool location) => Volatile.Read(ref location);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load<T>(object owner, ref T location) where T : class? => Volatile.Read(ref location);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(object owner, ref long location, long value) => Volatile.Write(ref location, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(object owner, ref bool location, bool value) => Volatile.Write(ref location, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(object owner, ref T location, T value) where T : class? => Volatile.Write(ref location, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CompareAndSwap(object owner, ref long location, long expected, long value) =>
        Interlocked.CompareExchange(ref location, value, expected) == expected;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CompareAndSwap<T>(object owner, ref T location, T expected, T value) where T : class? =>
        ReferenceEquals(Interlocked.CompareExchange(ref location, value, expected), expected);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Exchange(object owner, ref long location, long value) => Interlocked.Exchange(ref location, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exchange<T>(object owner, ref T location, T value) where T : class? => Interlocked.Exchange(ref location, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(object owner, ref long location, long value) => Interlocked.Add(ref location, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fence() => Interlocked.MemoryBarrier();

    public static bool TrySpin(ref SpinWait spinner)
    {
        if (spinner.NextSpinWillYield)
            return false;
        spinner.SpinOnce(-1);
        return true;
    }

    public static void Enqueue<T>(ConcurrentQueue<T> queue, T item) where T : class => queue.Enqueue(item);

    public static T? Dequeue<T>(ConcurrentQueue<T> queue) where T : class => queue.TryDequeue(out var item) ? item : null;

    public static AutoResetEvent TakeEvent()
    {
        var own = t_event ?? new AutoResetEvent(false);
        // While a thread sleeps its synchronization context, or the message loop of a COM apartment, may run something on it that sleeps, too.
        t_event = null;
        return own;
    }

    public static void ReturnEvent(AutoResetEvent own) => t_event = own;

    public static void Await(AutoResetEvent own) => own.WaitOne();

    public static void Set(AutoResetEvent sleeper) => sleeper.Set();

    public static void Wait(Parker parker, bool spins) => parker.Wait(spins);

    public static void Wake(Parker parker) => parker.Wake();
}
