using System.Collections.Concurrent;

namespace Veda.Rx.Internal;

/// <summary>
/// Every access to memory that threads share in the scheduler's and the engine's protocols goes through here.
/// <see cref="RealSync"/> is the machine; a test puts a simulation with store buffers in its place and explores the
/// interleavings of the very same code.
/// </summary>
/// <remarks>
/// Static abstract members on a struct type argument: the JIT compiles one body per implementation and inlines every call,
/// so the shipped code holds plain moves and locked instructions. <c>owner</c> is the object or array that contains
/// <c>location</c>; together they name a cell for the simulation, and the real implementation ignores it.
/// </remarks>
internal interface ISync
{
    /// <summary>Reads; no later access of this thread is made before it (acquire).</summary>
    static abstract long Load(object owner, ref long location);

    /// <inheritdoc cref="Load(object, ref long)"/>
    static abstract bool Load(object owner, ref bool location);

    /// <inheritdoc cref="Load(object, ref long)"/>
    static abstract T Load<T>(object owner, ref T location) where T : class?;

    /// <summary>Writes; no earlier access of this thread is made after it (release). A later load may overtake it.</summary>
    static abstract void Store(object owner, ref long location, long value);

    /// <inheritdoc cref="Store(object, ref long, long)"/>
    static abstract void Store(object owner, ref bool location, bool value);

    /// <inheritdoc cref="Store(object, ref long, long)"/>
    static abstract void Store<T>(object owner, ref T location, T value) where T : class?;

    /// <summary>Replaces <paramref name="expected"/> by <paramref name="value"/> in one step; a full fence either way.</summary>
    /// <returns>Whether the cell held <paramref name="expected"/>.</returns>
    static abstract bool CompareAndSwap(object owner, ref long location, long expected, long value);

    /// <inheritdoc cref="CompareAndSwap(object, ref long, long, long)"/>
    static abstract bool CompareAndSwap<T>(object owner, ref T location, T expected, T value) where T : class?;

    /// <summary>Writes in one step with the read of what was there; a full fence.</summary>
    /// <returns>What was there.</returns>
    static abstract long Exchange(object owner, ref long location, long value);

    /// <inheritdoc cref="Exchange(object, ref long, long)"/>
    static abstract T Exchange<T>(object owner, ref T location, T value) where T : class?;

    /// <summary>Adds in one step; a full fence.</summary>
    /// <returns>The sum.</returns>
    static abstract long Add(object owner, ref long location, long value);

    /// <summary>A number that the calling thread has as long as it lives, not negative; another thread may have the same.</summary>
    static abstract int ThreadNumber { get; }

    /// <summary>Makes this thread's earlier stores visible before its later loads are made.</summary>
    static abstract void Fence();

    /// <summary>Lets a few nanoseconds pass before another look at something that is about to change.</summary>
    /// <returns>False when that has been done often enough: do something else.</returns>
    static abstract bool TrySpin(ref SpinWait spinner);

    /// <summary>Puts behind everything that is in the queue. Whoever takes the item sees all that this thread stored before.</summary>
    static abstract void Enqueue<T>(ConcurrentQueue<T> queue, T item) where T : class;

    /// <summary>Takes what has been in the queue the longest; null when it is empty.</summary>
    static abstract T? Dequeue<T>(ConcurrentQueue<T> queue) where T : class;

    /// <summary>Takes an event that nobody else sleeps on. It may have been set.</summary>
    static abstract AutoResetEvent TakeEvent();

    /// <summary>Gives back an event that <see cref="TakeEvent"/> gave to this thread.</summary>
    static abstract void ReturnEvent(AutoResetEvent own);

    /// <summary>Sleeps until the event is set, and resets it.</summary>
    static abstract void Await(AutoResetEvent own);

    /// <summary>Sets an event, whether or not its thread sleeps.</summary>
    static abstract void Set(AutoResetEvent sleeper);

    /// <summary>Takes the parker's permit, sleeping until there is one.</summary>
    /// <param name="parker">What to sleep on.</param>
    /// <param name="spins">Whether to look for it for a while before that.</param>
    static abstract void Wait(Parker parker, bool spins);

    /// <summary>Gives the parker its permit (at most one is kept).</summary>
    static abstract void Wake(Parker parker);
}
