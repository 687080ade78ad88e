using System.Diagnostics;
using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>
/// Short runs one after the other, with a long run beside them that would keep all workers busy for ever. The time that
/// counts is the 99th percentile of the short ones. <c>-alone</c>: without the long one.
/// </summary>
/// <remarks>
/// A short run ends when its result is there. When the system lets a thread go on that was woken for the result is not for
/// this library to decide; on busy cores it can take a time slice.
/// </remarks>
internal sealed class Fairness : Workload<long>
{
    private const int ShortLength = 100;

    /// <summary>About 3 µs: a short run is 300 µs of work.</summary>
    private const int ShortSteps = 1_800;

    /// <summary>About 20 µs.</summary>
    private const int LongSteps = 12_000;

    private static readonly Func<int, long> s_short = x => Arithmetic.Spin(x, ShortSteps);

    private readonly int _runs;
    private readonly bool _awaits;
    private readonly int[] _data = SeededData.Ints(ShortLength, below: int.MaxValue);
    private readonly VedaRuntime _runtime = new();

    /// <summary>Whether the long run has begun. Written by its elements.</summary>
    private volatile bool _longBegan;

    /// <param name="runs">How many short runs.</param>
    /// <param name="awaits">Whether nobody but the workers runs them, as with <c>await</c>; otherwise the thread that waits takes part.</param>
    public Fairness(int runs, bool awaits)
    {
        _runs = runs;
        _awaits = awaits;
        foreach (var x in _data)
            Expected += runs * Arithmetic.Spin(x, ShortSteps);
        Contenders =
        [
            SelfTimed("veda", Role.Veda, () => Beside(StartLong, RunShort)),
            SelfTimed("veda-alone", Role.Peer, () => TimeAll(RunShort)),
            SelfTimed("plinq", Role.Peer, () => Beside(StartLongParallelLinq, RunShortParallelLinq)),
            SelfTimed("plinq-alone", Role.Peer, () => TimeAll(RunShortParallelLinq)),
        ];
    }

    public override string Job => $"short runs beside a long one, {(_awaits ? "awaited" : "waited for")}: their 99th percentile";

    public override int MostRounds => 5;

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<string> Parts => ["median", "p99"];

    public override IReadOnlyList<Promise> Promises => [Promise.AtMost("veda-alone", 3)];

    protected override long Expected { get; }

    public override Action PlainLoop() => () => Arithmetic.Spin(1, 1_000_000);

    public override void Dispose() => _runtime.Dispose();

    private Timed<long> Beside(Func<IDisposable> startLong, Func<Finished> runShort)
    {
        _longBegan = false;
        using var longRun = startLong();
        SpinWait.SpinUntil(() => _longBegan);
        return TimeAll(runShort);
    }

    private Timed<long> TimeAll(Func<Finished> runShort)
    {
        var sum = 0L;
        var times = new double[_runs];
        for (var run = 0; run < _runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            var finished = runShort();
            sum += finished.Sum;
            times[run] = Stopwatch.GetElapsedTime(start, finished.At).TotalMilliseconds;
        }
        var high = times.Percentile(99);
        return new Timed<long>(sum, high, times.Median(), high);
    }

    private Finished RunShort()
    {
        var sum = _data.ToVeda().On(_runtime.Scheduler).Map(s_short).Sum();
        if (!_awaits)
            return Finished.Now(sum.Wait());
        var result = new TaskCompletionSource<Finished>(TaskCreationOptions.RunContinuationsAsynchronously);
        sum.Subscribe(value => result.SetResult(Finished.Now(value)), result.SetException);
        return result.Task.Result;
    }

    private Finished RunShortParallelLinq() => _awaits ? Task.Run(SumParallelLinq).Result : SumParallelLinq();

    private Finished SumParallelLinq() => Finished.Now(_data.AsParallel().Select(s_short).Sum());

    private IDisposable StartLong() =>
        VedaStream.Range(0, int.MaxValue).On(_runtime.Scheduler).Map(LongElement).Sum().Subscribe(static _ => { });

    private LongParallelLinq StartLongParallelLinq() => new(LongElement);

    private long LongElement(int x)
    {
        _longBegan = true;
        return Arithmetic.Spin(x, LongSteps);
    }

    /// <summary>A short run's result, and when it was there.</summary>
    private readonly record struct Finished(long Sum, long At)
    {
        public static Finished Now(long sum) => new(sum, Stopwatch.GetTimestamp());
    }

    /// <summary>The same long run by PLINQ, until it is disposed.</summary>
    private sealed class LongParallelLinq : IDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Thread _thread;

        public LongParallelLinq(Func<int, long> element)
        {
            _thread = new Thread(() => Run(element)) { IsBackground = true };
            _thread.Start();
        }

        public void Dispose()
        {
            _end.Cancel();
            _thread.Join();
            _end.Dispose();
        }

        private void Run(Func<int, long> element)
        {
            try
            {
                ParallelEnumerable.Range(0, int.MaxValue).WithCancellation(_end.Token).Select(element).Sum();
            }
            catch (OperationCanceledException)
            {
                // That is its end.
            }
        }
    }
}
