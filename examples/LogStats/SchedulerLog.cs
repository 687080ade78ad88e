using Veda.Rx;

namespace LogStats;

/// <summary>Writes down what a scheduler tells of itself, until it is disposed. Of its decisions only the last ones are kept, so that a log that takes hours costs no memory.</summary>
internal sealed class SchedulerLog : IDisposable
{
    /// <summary>So many changes are kept.</summary>
    public const int Kept = 100;

    private readonly Lock _lock = new();   // the observables are not told by the same thread
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Queue<WorkerChange> _latest = new();
    private readonly TimeProvider _time;
    private readonly long _started;
    private (double Time, double Busy, double Workers, double Processors, double Completed) _sums;   // the first four in seconds
    private int _windows, _changes, _workers;
    private BatchRange _batches, _batchesSince;

    /// <summary>Begins.</summary>
    /// <param name="decisions"><see cref="WorkStealingScheduler.Decisions"/>: the first one says how many workers there are.</param>
    /// <param name="load"><see cref="WorkStealingScheduler.Load"/>.</param>
    /// <param name="batches"><see cref="WorkStealingScheduler.Batches"/>.</param>
    /// <param name="time">The clock.</param>
    public SchedulerLog(IObservable<SchedulingDecision> decisions, IObservable<LoadStatistics> load, IObservable<BatchDecision> batches, TimeProvider time)
    {
        (_time, _started) = (time, time.GetTimestamp());
        _subscriptions.Add(decisions.Subscribe(Add));
        _subscriptions.Add(load.Subscribe(Add));
        _subscriptions.Add(batches.Subscribe(Add));
    }

    /// <summary>What has been told so far.</summary>
    public SchedulerSummary Summary
    {
        get
        {
            lock (_lock)
                return new(_workers, _windows, Mean(_sums.Busy, _sums.Workers), Mean(_sums.Processors, _sums.Time), Mean(_sums.Completed, _sums.Time), _batches, _changes, [.. _latest]);
        }
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    private void Add(SchedulingDecision decision)
    {
        lock (_lock)
        {
            if (_workers > 0)
            {
                _latest.Enqueue(new(_time.GetElapsedTime(_started), _workers, decision.Workers, _batchesSince, decision.Reason));
                if (_latest.Count > Kept)
                    _latest.Dequeue();
                _batchesSince = default;
                _changes++;
            }

            _workers = decision.Workers;
        }
    }

    private void Add(LoadStatistics load)
    {
        lock (_lock)
        {
            var seconds = load.Window.TotalSeconds;
            _windows++;
            _sums.Time += seconds;
            _sums.Busy += load.Busy * seconds;
            _sums.Workers += load.Workers * seconds;
            _sums.Processors += load.ProcessorsUsed * seconds;
            _sums.Completed += load.Completed;
        }
    }

    private void Add(BatchDecision batch)
    {
        lock (_lock)
        {
            _batches = _batches.With(batch.Elements);
            _batchesSince = _batchesSince.With(batch.Elements);
        }
    }

    private static double Mean(double sum, double weights) => weights > 0 ? sum / weights : 0;
}
