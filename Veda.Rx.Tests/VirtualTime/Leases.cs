using System.Runtime.CompilerServices;
using Veda.Rx.Internal;
using Veda.Rx.Tests.Guarantees;
using Xunit;

namespace Veda.Rx.Tests.VirtualTime;

/// <summary>Counts the buffers that runs lease, and notices one that comes back twice or was never leased.</summary>
internal sealed class Leases
{
    private readonly Dictionary<Array, bool> _open = new(ReferenceComparer.Instance);
    private readonly Lock _lock = new();

    public Leases() => Pool = new BufferPool(Watch);

    /// <summary>The pool to give to a stream.</summary>
    public BufferPool Pool { get; }

    /// <summary>Buffers that have not come back.</summary>
    public int Open
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    /// <summary>Buffers leased so far.</summary>
    public int Total { get; private set; }

    /// <summary>What was wrong, if anything.</summary>
    public string? Violation { get; private set; }

    /// <summary>Waits until every buffer is back: lanes that worked ahead may still be at it when a run ends.</summary>
    public void AssertReturned()
    {
        Patience.Until(() => Open == 0, "buffers were not given back");
        Assert.Null(Violation);
    }

    private void Watch(Array array, bool leased)
    {
        if (array.Length == 0)
            return;   // the pool hands the one empty array to everybody
        lock (_lock)
        {
            Total += leased ? 1 : 0;
            if (leased ? !_open.TryAdd(array, true) : !_open.Remove(array))
                Violation = leased ? "a buffer was leased twice" : "a buffer came back that was not out";
            if (!leased && array is object?[] references && Array.Exists(references, reference => reference is not null))
                Violation = "a buffer came back that still held references";
        }
    }

    private sealed class ReferenceComparer : IEqualityComparer<Array>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(Array? x, Array? y) => ReferenceEquals(x, y);

        public int GetHashCode(Array array) => RuntimeHelpers.GetHashCode(array);
    }
}
