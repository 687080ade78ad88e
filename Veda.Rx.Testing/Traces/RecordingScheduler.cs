using System.Collections.Concurrent;
using System.Globalization;
using System.Reactive.Concurrency;
using Veda.Rx.Scheduling;

namespace Veda.Rx.Testing;

/// <summary>A scheduler that also writes down which real thread worked on which batch of a stream, and when.</summary>
/// <remarks>
/// Everything else is the inner scheduler's, as fast as there; on virtual time everything happens as it would without the recording. An inner one that records, too, goes on doing so. A batch costs some
/// 100 ns more and 40 bytes. Thread-safe. The trace can be looked at and compared; it cannot be repeated, as real threads are not under control.
/// </remarks>
/// <example><code>
/// var recording = new RecordingScheduler(VedaRuntime.Default.Scheduler);
/// var sum = VedaStream.Range(0, 1_000_000).On(recording).Map(x => Math.Sqrt(x)).Sum().Wait();
/// File.WriteAllText("sum.html", recording.ToTrace().ToHtml());
/// </code></example>
public sealed class RecordingScheduler : IScheduler, IServiceProvider, IBatchLog, IPriorityScheduler
{
    private readonly IScheduler _inner;
    private readonly IBatchLog? _innerLog;
    private readonly TimeProvider _time;
    private readonly double _ticksPerNanosecond;
    private readonly long _began;
    private readonly ConcurrentQueue<Work> _work;

    /// <summary>Records what streams do on a scheduler.</summary>
    /// <param name="inner">Where everything runs.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    public RecordingScheduler(IScheduler inner, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        _innerLog = inner as IBatchLog ?? (inner as IServiceProvider)?.GetService(typeof(IBatchLog)) as IBatchLog;
#pragma warning disable RS0030 // of real threads, real time
        _time = time ?? TimeProvider.System;
#pragma warning restore RS0030
        _ticksPerNanosecond = _time.TimestampFrequency / 1e9;
        _began = _time.GetTimestamp();
        _work = new();
    }

    /// <summary>Records into the same trace what is done on another scheduler.</summary>
    private RecordingScheduler(RecordingScheduler recording, IScheduler inner)
        : this(inner, recording._time)
    {
        _began = recording._began;
        _work = recording._work;
    }

    /// <inheritdoc/>
    public DateTimeOffset Now => _inner.Now;

    /// <inheritdoc/>
    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => _inner.Schedule(state, action);

    /// <inheritdoc/>
    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) => _inner.Schedule(state, dueTime, action);

    /// <inheritdoc/>
    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) => _inner.Schedule(state, dueTime, action);

    /// <summary>A view of the inner scheduler for work of one priority, which is recorded in the same trace; this scheduler if the inner one knows of none.</summary>
    /// <inheritdoc/>
    public IScheduler WithPriority(WorkPriority priority, TimeSpan? deadline = null) =>
        (_inner as IPriorityScheduler ?? (_inner as IServiceProvider)?.GetService(typeof(IPriorityScheduler)) as IPriorityScheduler) is { } prioritized
            ? new RecordingScheduler(this, prioritized.WithPriority(priority, deadline)) : this;

    /// <summary>The inner scheduler's capabilities; for <see cref="IScheduler"/> the inner scheduler, so that streams know what they run on.</summary>
    /// <param name="serviceType">The capability's interface.</param>
    /// <returns>The capability, or null.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="serviceType"/> is null.</exception>
    public object? GetService(Type serviceType)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceType == typeof(IBatchLog) || serviceType == typeof(IPriorityScheduler))
            return this;
        return serviceType.IsInstanceOfType(_inner) ? _inner : (_inner as IServiceProvider)?.GetService(serviceType);
    }

    /// <summary>What has been recorded so far: a lane for each thread, a step for each piece of work on a batch, in the order in which these began. Times are ticks since the recording began.</summary>
    public Trace ToTrace()
    {
        var work = _work.OrderBy(piece => piece.Began).ToArray();
        var threads = work.Select(piece => piece.Thread).Distinct().ToArray();
        return new Trace
        {
            Strategy = "real threads",
            Lanes = [.. threads.Select(thread => string.Create(CultureInfo.InvariantCulture, $"thread {thread}"))],
            Events = [.. work.Select((piece, i) => new TraceEvent(i + 1, _time.GetElapsedTime(_began, piece.Began).Ticks, Array.IndexOf(threads, piece.Thread), piece.ToString(), Cause: 0, Picked: 0))],
        };
    }

    TimeProvider IBatchLog.Time => _time;

    void IBatchLog.Worked(long position, int elements, long elapsed)
    {
        var began = _time.GetTimestamp() - (long)(elapsed * _ticksPerNanosecond);
        _work.Enqueue(new Work(Environment.CurrentManagedThreadId, began, position, elements, elapsed));
        _innerLog?.Worked(position, elements, elapsed);
    }

    private readonly record struct Work(int Thread, long Began, long Position, int Elements, long Elapsed)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Elements} from {Position}, {Elapsed / 1_000.0:F0} µs");
    }
}
