namespace Veda.Rx.Testing;

/// <summary>Operations on shared memory in one step, with the members of <see cref="Interlocked"/>: before each of them others may come, and each is a full fence.</summary>
/// <remarks>Outside of simulated threads they are the real ones, so <c>using Interlocked = Veda.Rx.Testing.SimInterlocked;</c> does for a file that is compiled into a test.</remarks>
public static class SimInterlocked
{
    /// <summary>Adds one.</summary>
    /// <returns>The sum.</returns>
    public static int Increment(ref int location) => Interlocked.Increment(ref Fenced(ref location));

    /// <inheritdoc cref="Increment(ref int)"/>
    public static long Increment(ref long location) => Interlocked.Increment(ref Fenced(ref location));

    /// <inheritdoc cref="Increment(ref int)"/>
    public static uint Increment(ref uint location) => Interlocked.Increment(ref Fenced(ref location));

    /// <inheritdoc cref="Increment(ref int)"/>
    public static ulong Increment(ref ulong location) => Interlocked.Increment(ref Fenced(ref location));

    /// <summary>Takes one away.</summary>
    /// <returns>The difference.</returns>
    public static int Decrement(ref int location) => Interlocked.Decrement(ref Fenced(ref location));

    /// <inheritdoc cref="Decrement(ref int)"/>
    public static long Decrement(ref long location) => Interlocked.Decrement(ref Fenced(ref location));

    /// <inheritdoc cref="Decrement(ref int)"/>
    public static uint Decrement(ref uint location) => Interlocked.Decrement(ref Fenced(ref location));

    /// <inheritdoc cref="Decrement(ref int)"/>
    public static ulong Decrement(ref ulong location) => Interlocked.Decrement(ref Fenced(ref location));

    /// <summary>Adds a value.</summary>
    /// <returns>The sum.</returns>
    public static int Add(ref int location, int value) => Interlocked.Add(ref Fenced(ref location), value);

    /// <inheritdoc cref="Add(ref int, int)"/>
    public static long Add(ref long location, long value) => Interlocked.Add(ref Fenced(ref location), value);

    /// <inheritdoc cref="Add(ref int, int)"/>
    public static uint Add(ref uint location, uint value) => Interlocked.Add(ref Fenced(ref location), value);

    /// <inheritdoc cref="Add(ref int, int)"/>
    public static ulong Add(ref ulong location, ulong value) => Interlocked.Add(ref Fenced(ref location), value);

    /// <summary>Writes a value.</summary>
    /// <returns>What was there before.</returns>
    public static int Exchange(ref int location, int value) => Interlocked.Exchange(ref Fenced(ref location), value);

    /// <inheritdoc cref="Exchange(ref int, int)"/>
    public static long Exchange(ref long location, long value) => Interlocked.Exchange(ref Fenced(ref location), value);

    /// <summary>Writes a reference, or a value of any type that the real one takes.</summary>
    /// <returns>What was there before.</returns>
    public static T Exchange<T>(ref T location, T value) => Interlocked.Exchange(ref Fenced(ref location), value);

    /// <summary>Writes a value if another one is there.</summary>
    /// <returns>What was there before.</returns>
    public static int CompareExchange(ref int location, int value, int comparand) => Interlocked.CompareExchange(ref Fenced(ref location), value, comparand);

    /// <inheritdoc cref="CompareExchange(ref int, int, int)"/>
    public static long CompareExchange(ref long location, long value, long comparand) => Interlocked.CompareExchange(ref Fenced(ref location), value, comparand);

    /// <summary>Writes a reference, or a value of any type that the real one takes, if another one is there.</summary>
    /// <returns>What was there before.</returns>
    public static T CompareExchange<T>(ref T location, T value, T comparand) =>
        Interlocked.CompareExchange(ref Fenced(ref location), value, comparand);

    /// <summary>Leaves the bits that a value has, too.</summary>
    /// <returns>What was there before.</returns>
    public static int And(ref int location, int value) => Interlocked.And(ref Fenced(ref location), value);

    /// <inheritdoc cref="And(ref int, int)"/>
    public static long And(ref long location, long value) => Interlocked.And(ref Fenced(ref location), value);

    /// <inheritdoc cref="And(ref int, int)"/>
    public static uint And(ref uint location, uint value) => Interlocked.And(ref Fenced(ref location), value);

    /// <inheritdoc cref="And(ref int, int)"/>
    public static ulong And(ref ulong location, ulong value) => Interlocked.And(ref Fenced(ref location), value);

    /// <summary>Adds the bits that a value has.</summary>
    /// <returns>What was there before.</returns>
    public static int Or(ref int location, int value) => Interlocked.Or(ref Fenced(ref location), value);

    /// <inheritdoc cref="Or(ref int, int)"/>
    public static long Or(ref long location, long value) => Interlocked.Or(ref Fenced(ref location), value);

    /// <inheritdoc cref="Or(ref int, int)"/>
    public static uint Or(ref uint location, uint value) => Interlocked.Or(ref Fenced(ref location), value);

    /// <inheritdoc cref="Or(ref int, int)"/>
    public static ulong Or(ref ulong location, ulong value) => Interlocked.Or(ref Fenced(ref location), value);

    /// <summary>Reads a value.</summary>
    public static long Read(ref long location) => Interlocked.Read(ref Fenced(ref location));

    /// <inheritdoc cref="Read(ref long)"/>
    public static ulong Read(ref ulong location) => Interlocked.Read(ref Fenced(ref location));

    /// <summary>Has what the calling thread wrote to a <see cref="SimVariable{T}"/> reach the others before it goes on.</summary>
    public static void MemoryBarrier()
    {
        VirtualThread.Current?.Fence();
        Interlocked.MemoryBarrier();
    }

    /// <summary>Has what every thread wrote to a <see cref="SimVariable{T}"/>, wherever it stands, reach the others before the calling one goes on.</summary>
    public static void MemoryBarrierProcessWide()
    {
        if (VirtualThread.Current is { } thread)
            thread.FenceAll();
        else
            Interlocked.MemoryBarrierProcessWide();
    }

    /// <summary>The same place, after others may have come and all that the thread wrote has reached memory.</summary>
    private static ref T Fenced<T>(ref T location)
    {
        VirtualThread.Current?.Fence("interlocked operation", null);
        return ref location;
    }
}
