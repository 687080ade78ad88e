using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Veda.Rx.Testing;

/// <summary>A scheduler's virtual time as a <see cref="TimeProvider"/>: for <c>Task.Delay</c>, <c>PeriodicTimer</c>, time-outs of <see cref="CancellationTokenSource"/> and whatever else takes one.</summary>
/// <remarks>
/// One clock with the scheduler: a timer is an action of it. Its callback runs without a synchronization context, so that a
/// continuation with <c>ConfigureAwait(false)</c> runs there too and not on the thread pool.
/// </remarks>
/// <example><code>
/// var scheduler = new TestScheduler();
/// var delay = Task.Delay(TimeSpan.FromSeconds(5), new VirtualTimeProvider(scheduler));
/// scheduler.AdvanceBy(TimeSpan.FromSeconds(5).Ticks);   // delay.IsCompleted
/// </code></example>
/// <param name="scheduler">Whose time it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="scheduler"/> is null.</exception>
public sealed class VirtualTimeProvider(TestScheduler scheduler) : TimeProvider
{
    private readonly TestScheduler _scheduler = scheduler ?? throw new ArgumentNullException(nameof(scheduler));

    /// <summary>A tick of the scheduler is a tick of a <see cref="TimeSpan"/>.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Universal time, since virtual time has no place.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>The scheduler's clock.</summary>
    public override long GetTimestamp() => _scheduler.Clock;

    /// <summary>The scheduler's time.</summary>
    public override DateTimeOffset GetUtcNow() => _scheduler.Now;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(_scheduler, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class VirtualTimer(TestScheduler scheduler, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private readonly SerialDisposable _next = new();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Check(dueTime);
            Check(period);
            if (_next.IsDisposed)
                return false;
            _next.Disposable = null;
            if (dueTime >= TimeSpan.Zero)
                Schedule(dueTime, period);
            return true;
        }

        public void Dispose() => _next.Dispose();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Schedule(TimeSpan dueTime, TimeSpan period) => _next.Disposable = scheduler.Schedule((Timer: this, Period: period), dueTime, Elapse);

        private static IDisposable Elapse(IScheduler scheduler, (VirtualTimer Timer, TimeSpan Period) due)
        {
            if (due.Period > TimeSpan.Zero)
                due.Timer.Schedule(due.Period, due.Period);   // first: the callback may change it
            due.Timer.Fire();
            return Disposable.Empty;
        }

        private void Fire()
        {
            var outer = SynchronizationContext.Current;
            SynchronizationContext.SetSynchronizationContext(null);
            try
            {
                if (_context is null)
                    callback(state);
                else
                    ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).CallBack(), this);
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(outer);
            }
        }

        private void CallBack() => callback(state);

        private static void Check(TimeSpan time, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(time))] string? name = null)
        {
            if (time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
                throw new ArgumentOutOfRangeException(name, time, $"{name} is {time}; allowed: from zero, or Timeout.InfiniteTimeSpan for never.");
        }
    }
}
