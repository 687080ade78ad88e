using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>Counts the actions that have run, without making the threads that run them share a cache line.</summary>
/// <remarks>An interlocked counter would cost more than the scheduling that is measured.</remarks>
internal static class SpawnTally
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>One per thread that has ever counted; guarded by itself.</summary>
    private static readonly List<Cell> s_cells = [];

    [ThreadStatic]
    private static Cell? t_cell;

    public static void Count() => (t_cell ??= Register()).Value++;

    /// <summary>Starts again at zero. Nobody may be counting.</summary>
    public static void Reset()
    {
        lock (s_cells)
            s_cells.ForEach(cell => cell.Value = 0);
    }

    /// <summary>Waits until <paramref name="count"/> have been counted: asleep while many are missing, then attentively.</summary>
    /// <returns>How many have been counted; less than <paramref name="count"/> when some did not come in time.</returns>
    public static int WaitFor(int count)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var counted = Total();
            if (counted >= count || Stopwatch.GetElapsedTime(start) > s_patience)
                return counted;
            if (counted < count / 10 * 9)
                Thread.Sleep(1);
            else
                Thread.Yield();
        }
    }

    private static int Total()
    {
        lock (s_cells)
            return s_cells.Sum(cell => Volatile.Read(ref cell.Value));
    }

    private static Cell Register()
    {
        var cell = new Cell();
        lock (s_cells)
            s_cells.Add(cell);
        return cell;
    }

    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private sealed class Cell
    {
        /// <summary>Written by its thread alone, and by <see cref="Reset"/>.</summary>
        [FieldOffset(96)]
        public int Value;
    }
}
