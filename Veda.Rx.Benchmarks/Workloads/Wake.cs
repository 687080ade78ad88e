using System.Diagnostics;
using Veda.Rx.Benchmarks.Harness;

namespace Veda.Rx.Benchmarks.Workloads;

/// <summary>From scheduling an action while all workers sleep until its first instruction. An answer is how many actions ran.</summary>
/// <remarks>The time that counts is the median. The thread that schedules gives its core away until the action has run.</remarks>
internal sealed class Wake : Workload<int>, IThreadPoolWorkItem
{
    private readonly TimeSpan _pause;
    private readonly double[] _latencies;
    private readonly VedaRuntime _runtime = new();

    /// <summary>How many actions ran. Written by the action before <see cref="_ranAt"/>, and by the thread that schedules.</summary>
    private int _ran;

    /// <summary>When the action ran; 0 before. Written by the action, and to 0 by the thread that schedules.</summary>
    private long _ranAt;

    public Wake(int n, TimeSpan pause)
    {
        _pause = pause;
        _latencies = new double[n];
        Expected = n;
        Action action = Execute;
        Contenders =
        [
            SelfTimed("veda", Role.Veda, () => WakeAll(() => _runtime.Scheduler.Schedule(action))),
            SelfTimed("threadpool", Role.Peer, () => WakeAll(() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false))),
        ];
    }

    public override string Job => $"schedule an action {_pause.TotalMilliseconds} ms after the last one, until it runs";

    public override IReadOnlyList<Contender> Contenders { get; }

    public override IReadOnlyList<string> Parts => ["median", "p99"];

    public override IReadOnlyList<Promise> Promises => [Promise.AtLeast("threadpool", 1)];

    protected override int Expected { get; }

    public override Action PlainLoop() => () => Arithmetic.Spin(1, 1_000_000);

    public void Execute()
    {
        var now = Stopwatch.GetTimestamp();
        _ran++;
        Volatile.Write(ref _ranAt, now);
    }

    public override void Dispose() => _runtime.Dispose();

    private Timed<int> WakeAll(Action schedule)
    {
        _ran = 0;
        for (var i = 0; i < _latencies.Length; i++)
        {
            Pause();
            _ranAt = 0;
            var start = Stopwatch.GetTimestamp();
            schedule();
            while (Volatile.Read(ref _ranAt) == 0)
                Thread.Yield();
            _latencies[i] = Stopwatch.GetElapsedTime(start, _ranAt).TotalMilliseconds;
        }
        var median = _latencies.Median();
        return new Timed<int>(_ran, median, median, _latencies.Percentile(99));
    }

    /// <summary>A system's sleep is too coarse for less than a millisecond.</summary>
    private void Pause()
    {
        if (_pause >= TimeSpan.FromMilliseconds(1))
        {
            Thread.Sleep(_pause);
            return;
        }
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < _pause)
            Thread.Yield();
    }
}
