using System.Reactive.Concurrency;
using Veda.Rx.Benchmarks.Policies;
using Veda.Rx.Scheduling;
using Veda.Rx.Testing;

namespace Veda.Rx.Tests.WorkStealing;

/// <summary>
/// A real scheduler's loop of measuring and deciding, with workers that are actions in virtual time: each works on a piece, reports it as a participant of a stream does, and begins the next one
/// while so many workers are allowed. How much it gets done is what a script says. A seed decides how late a piece ends and who is first of those that end at the same time.
/// </summary>
internal sealed class VirtualWorkers : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(5);

    /// <summary>So many pieces a worker finishes in an interval.</summary>
    private const int Pieces = 10;

    private readonly SeededTestScheduler _virtual;
    private readonly WorkStealingScheduler _scheduler;
    private readonly Script _script;
    private readonly HashSet<int> _atWork = [];
    private readonly IDisposable _deciding;
    private TimeSpan _processorTime;

    /// <param name="seed">Decides who is late.</param>
    /// <param name="script">What can be done.</param>
    /// <param name="processors">The machine's.</param>
    public VirtualWorkers(ulong seed, Script script, int processors)
    {
        _script = script;
        Done = new double[script.Windows];
        _virtual = new SeededTestScheduler(seed, new SeededOptions { Jitter = s_interval.Ticks / Pieces / 5, MaxSteps = int.MaxValue });
        _scheduler = new WorkStealingScheduler(new VedaOptions
        {
            MinWorkers = 1,
            MaxWorkers = ScriptedLoad.MaxWorkers,
            Processors = processors,
            AdaptationInterval = s_interval,
            Time = _virtual.TimeProvider,
            ProcessorTime = () => _processorTime,
        });
        _deciding = _scheduler.Decisions.Subscribe(decision =>
        {
            Decisions.Add((Window, decision));
            for (var worker = 0; worker < decision.Workers; worker++)
                Begin(worker);
        });
    }

    /// <summary>What the scheduler has decided, and in which of the script's windows.</summary>
    public List<(int Window, SchedulingDecision Decision)> Decisions { get; } = [];

    /// <summary>What was done in each of the script's windows.</summary>
    public double[] Done { get; }

    private int Allowed => ((IWorkerPool)_scheduler).WorkerCount;

    private int Window => (int)(_virtual.Clock / s_interval.Ticks);

    /// <summary>Plays the script to its end.</summary>
    public VirtualWorkers Run()
    {
        _virtual.AdvanceTo(_script.Windows * s_interval.Ticks);
        return this;
    }

    /// <summary>What was done from one window to another, as a part of what the best number for these windows would have done.</summary>
    public double AgainstBest(int from, int to)
    {
        double Fixed(int workers) => Enumerable.Range(from, to - from).Sum(window => _script.At(window).Throughput(workers) * s_interval.TotalSeconds);
        return Done[from..to].Sum() / Enumerable.Range(1, ScriptedLoad.MaxWorkers).Max(Fixed);
    }

    /// <summary>How many workers there were in a window, at its beginning.</summary>
    public int WorkersAt(int window) => Decisions.Last(decided => decided.Window < Math.Max(window, 1)).Decision.Workers;

    public void Dispose()
    {
        _deciding.Dispose();
        _scheduler.Dispose();
        _virtual.Dispose();
    }

    private void Begin(int worker)
    {
        if (Window >= _script.Windows || worker >= Allowed || !_atWork.Add(worker))
            return;
        var (begun, window, workers) = (_virtual.Clock, Window, Allowed);
        _virtual.Schedule(s_interval / Pieces, () =>
        {
            var took = TimeSpan.FromTicks(_virtual.Clock - begun);
            var work = _script.At(window);
            var done = work.Throughput(workers) / workers * took.TotalSeconds;
            _processorTime += work.ProcessorsUsed(workers) / workers * took;
            Done[window] += done;
            _atWork.Remove(worker);
            Begin(worker);
            _scheduler.Team.Adaptation.Worked((int)done, (long)took.TotalNanoseconds);
        });
    }
}
