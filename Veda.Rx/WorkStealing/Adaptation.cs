using System.Reactive.Linq;
using Veda.Rx.Internal;
using Veda.Rx.Scheduling;

namespace Veda.Rx.WorkStealing;

/// <summary>Measures what a team does, window by window, and has the policy decide how many of its workers may be active.</summary>
/// <remarks>
/// Whoever finishes a piece of work when a window is over closes it: no thread of its own, and no timer that wakes a processor for it. A timer of a much longer period looks for windows that nobody
/// closes because all workers are stuck, and for streams that are; it runs only while somebody works.
/// </remarks>
internal sealed class Adaptation : ILoadMeter, IDisposable
{
    /// <summary>How many times a window may be longer than the interval while hardly anything is finished.</summary>
    private const int Longest = 10;

    /// <summary>How often within an interval somebody counts who is busy.</summary>
    private const int Samples = 5;

    private readonly WorkerTeam _team;
    private readonly VedaOptions _options;
    private readonly ITimer _timer;
    private readonly QueuedSubject<LoadStatistics> _load;
    private readonly QueuedSubject<BatchDecision> _batches;
    private readonly QueuedSubject<SchedulingDecision> _decisions;
    private readonly long _interval;

    /// <summary>The latest decision that has changed the number. Written by who looks.</summary>
    private volatile SchedulingDecision _latest;

    /// <summary>What callers that are none of the workers have done. Interlocked.</summary>
    private long _elements, _busy;

    /// <summary>Looks who is stuck. Written once, when the first stream runs here.</summary>
    private volatile Lookout? _lookout;

    /// <summary>How many callers were stuck in streams when the timer fired last.</summary>
    private volatile int _stuckWaits;

    /// <summary>1 while the timer is going to fire. Interlocked.</summary>
    private int _armed;

    /// <summary>1 while somebody looks; the fields below are its. Taken by swap.</summary>
    private int _looking;

    /// <summary>When somebody should look next. Read by all.</summary>
    private long _nextLook;

    private SchedulingDecision _last;
    private Sums _begun;           // at the beginning of the window
    private long _sampledBusy;     // sum of samples in it
    private int _samples;

    public Adaptation(WorkerTeam team, VedaOptions options)
    {
        _team = team;
        _options = options;
        _interval = Math.Max(1, (long)(options.AdaptationInterval.TotalSeconds * options.Time.TimestampFrequency));   // a coarse clock's ticks can be longer
        _load = new(team.Report);
        _batches = new(team.Report);
        _decisions = new(team.Report);
        _last = _latest = new SchedulingDecision(options.Workers, "to begin with");
        // The timer would otherwise keep the creator's execution context, and all that hangs on it, for ever.
        using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = options.Time.CreateTimer(static self => ((Adaptation)self!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public IObservable<LoadStatistics> Load => _load.AsObservable();

    /// <summary>The latest decision at once, then each that changes the number. One that is made while somebody subscribes could be both.</summary>
    public IObservable<SchedulingDecision> Decisions => _decisions.AsObservable(() => _latest).DistinctUntilChanged();

    /// <summary>The latest decision that has changed the number of workers.</summary>
    public SchedulingDecision Latest => _latest;

    public IObservable<BatchDecision> Batches => _batches.AsObservable();

    public bool WatchesBatches => _batches.HasObservers;

    public void Cut(BatchDecision decision) => _batches.OnNext(decision);

    public void Worked(int elements, long elapsed)
    {
        var now = _options.Time.GetTimestamp();
        if (Worker.Current is { } worker && worker.Team == _team)
        {
            worker.Account(elements, elapsed, now);
        }
        else
        {
            Interlocked.Add(ref _elements, elements);
            Interlocked.Add(ref _busy, elapsed);
        }
        LookIfDue(now);
    }

    /// <summary>To be called between pieces of work, now and then.</summary>
    /// <returns>The time.</returns>
    public long LookIfDue()
    {
        var now = _options.Time.GetTimestamp();
        LookIfDue(now);
        return now;
    }

    /// <summary>A worker that was idle has something to do.</summary>
    /// <returns>The time.</returns>
    public long Awake()
    {
        Watch();
        return _options.Time.GetTimestamp();
    }

    public void Watch()
    {
        if (Volatile.Read(ref _armed) == 0)
            Arm();
    }

    public void LookWith(Lookout lookout) => _lookout = lookout;

    public void Dispose()
    {
        _timer.Dispose();
        _decisions.OnCompleted();
        _load.OnCompleted();
        _batches.OnCompleted();
    }

    private void LookIfDue(long now)
    {
        // Further away than it can be set, it is the clock that was set back.
        var wait = Volatile.Read(ref _nextLook) - now;
        if (wait <= 0)
            Look(now);
        else if (wait > _interval)
            Look(_options.Time.GetTimestamp());   // or the caller was held up since it asked for the time
    }

    private void Arm()
    {
        if (Interlocked.Exchange(ref _armed, 1) == 0)
            _timer.Change(Longest * _options.AdaptationInterval, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        Interlocked.Exchange(ref _armed, 0);
        var isAnyAtWork = LookOut();
        LookIfDue();
        // A worker that awoke before the swap relied on the timer that has just fired, and so did a caller that began to work.
        if (isAnyAtWork || _team.Gate.Counts.Active > 0)
            Arm();
    }

    /// <returns>Whether somebody works on a stream.</returns>
    private bool LookOut()
    {
        try
        {
            (var isAnyAtWork, _stuckWaits) = _lookout?.Look() ?? default;
            return isAnyAtWork;
        }
        catch (Exception error)
        {
            _team.Report(error);   // of a scheduler around this one, on the clock's thread, where it would end the process
            return true;
        }
    }

    private void Look(long now)
    {
        if (Interlocked.Exchange(ref _looking, 1) != 0)
            return;
        try
        {
            _sampledBusy += _team.Gate.Counts.Busy;
            _samples++;
            Volatile.Write(ref _nextLook, now + (_interval / Samples));
            var elapsed = now < _begun.Time ? long.MaxValue : now - _begun.Time;   // nobody knows how long, if the clock was set back
            if (elapsed < _interval)
                return;
            var sums = Sum(now);
            var window = sums.Minus(_begun);
            // A system that adds up processor time every 10 or 16 ms has added nothing yet, or all of it.
            var saysLittle = window.Completed < _team.Gate.Counts.Allowed || window.ProcessorTime <= TimeSpan.Zero;
            if (saysLittle && elapsed < Longest * _interval)
                return;
            var sampledBusy = (double)_sampledBusy / _samples;
            (_begun, _sampledBusy, _samples) = (sums, 0, 0);
            // After a rest of everybody, or with the clock set back, the window says nothing.
            if (elapsed <= 2 * Longest * _interval)
                Decide(window, sampledBusy);
        }
        catch (Exception error)
        {
            _team.Report(error);   // the policy's, in the middle of somebody's work
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    private void Decide(Sums window, double sampledBusy)
    {
        var counts = _team.Gate.Counts;
        var length = TimeSpan.FromSeconds((double)window.Time / _options.Time.TimestampFrequency);
        var load = new LoadStatistics
        {
            Window = length,
            Workers = counts.Allowed,
            MinWorkers = _options.MinWorkers,
            MaxWorkers = _options.MaxWorkers,
            Processors = _options.Processors,
            // Callers that take part are seen by the work that they finish, or when they are stuck, plain actions by the samples alone.
            Busy = Math.Max(sampledBusy + _stuckWaits, window.Busy / length.TotalNanoseconds),
            ProcessorsUsed = window.ProcessorTime / length,
            Blocked = counts.Blocked,
            HasQueue = _team.HasWork,
            Completed = window.Completed,
        };
        _load.OnNext(load);
        var next = _options.Policy.Decide(load, _last)
            ?? throw new InvalidOperationException($"{_options.Policy.GetType().Name}.{nameof(ISchedulingPolicy.Decide)} has returned null; it must return a decision, the last one if nothing is to change.");
        var workers = Math.Clamp(next.Workers, _options.MinWorkers, _options.MaxWorkers);
        _last = workers == next.Workers ? next : next with { Workers = workers };
        if (workers == counts.Allowed)
            return;
        _team.Allow(workers);
        _latest = _last;
        _decisions.OnNext(_latest);
    }

    private Sums Sum(long now)
    {
        var completed = Volatile.Read(ref _elements);
        var busy = Volatile.Read(ref _busy);
        foreach (var worker in _team.Workers)
        {
            completed += worker.Completed;
            busy += worker.BusyNanoseconds;
        }
        return new(now, completed, busy, _options.ProcessorTime());
    }

    /// <summary>What has been done up to a time, or in a window.</summary>
    private readonly record struct Sums(long Time, long Completed, long Busy, TimeSpan ProcessorTime)
    {
        public Sums Minus(Sums other) => new(Time - other.Time, Completed - other.Completed, Busy - other.Busy, ProcessorTime - other.ProcessorTime);
    }
}
