using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using Veda.Rx.Benchmarks.Harness;
using Veda.Rx.Internal;
using Veda.Rx.WorkStealing;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>
/// Takes the one item of a deque that its owner has pushed on another core; beside it a compare-and-swap of a cell that
/// another core has written. Nobody else comes near meanwhile. An answer is how many were taken.
/// </summary>
/// <remarks>
/// Timed in sweeps over many deques, or cells, so that the clock does not count; the time is the median sweep's for one of
/// them, less that of a sweep that takes nothing. Deques and cells are visited in the same random order.
/// </remarks>
internal sealed class Steal : Workload<int>
{
    private const int Width = 64;

    private readonly int _sweeps;
    private readonly Target[] _targets = new Target[Width];
    private readonly Item _item = new();

    public Steal(int n)
    {
        _sweeps = n / Width;
        Expected = _sweeps * Width;
        for (var i = 0; i < Width; i++)
            _targets[i] = new Target();
        SeededData.Random().Shuffle(_targets);
        Contenders =
        [
            SelfTimed("veda", Role.Veda, () => SweepAll(Push, StealOne)),
            SelfTimed("compare-and-swap", Role.Limit, () => SweepAll(Write, SwapOne)),
        ];
    }

    public override string Job => "steal an item from a deque whose owner is on another core";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<Promise> Promises => [Promise.AtMost("compare-and-swap", 2)];

    protected override int Expected { get; }

    public override Action PlainLoop() => () => Arithmetic.Spin(1, 1_000_000);

    private static bool StealOne(Target target) => target.Deque.Steal(out var item) && item is not null;

    private static bool SwapOne(Target target) => Interlocked.CompareExchange(ref target.Cell.Value, 0, 1) == 1;

    /// <summary>Lets nothing of the next one begin before this one has ended, as a processor otherwise would.</summary>
    private static void Finish()
    {
        if (Sse2.IsSupported)
            Sse2.LoadFence();
        else
            Interlocked.MemoryBarrier();
    }

    private void Push()
    {
        foreach (var target in _targets)
            target.Deque.Push(_item);
    }

    private void Write()
    {
        foreach (var target in _targets)
            Volatile.Write(ref target.Cell.Value, 1);
    }

    private Timed<int> SweepAll(Action prepare, Func<Target, bool> take)
    {
        var times = new double[_sweeps];
        var empty = new double[_sweeps];
        var taken = 0;
        // A thread of its own, since what is bound stays bound, and hands it down to the threads that it starts.
        var thief = new Thread(() =>
        {
            using var owner = new OtherThread();
            Core.TryBind(Core.Ends.First);
            for (var sweep = 0; sweep < _sweeps; sweep++)
            {
                owner.Do(prepare);
                taken += Sweep(take, out times[sweep]);
                Sweep(static _ => false, out empty[sweep]);
            }
        });
        thief.Start();
        thief.Join();
        return new Timed<int>(taken, times.Median() - empty.Median());
    }

    private int Sweep(Func<Target, bool> take, out double milliseconds)
    {
        var taken = 0;
        var start = Stopwatch.GetTimestamp();
        foreach (var target in _targets)
        {
            if (take(target))
                taken++;
            Finish();
        }
        milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds / Width;
        return taken;
    }

    private sealed class Target
    {
        public ChaseLevDeque<RealSync> Deque { get; } = new(capacity: 64);

        /// <summary>1 when another thread has written it, 0 when it was taken.</summary>
        public PaddedLong Cell;
    }

    private sealed class Item : IThreadPoolWorkItem
    {
        public void Execute()
        {
        }
    }
}
