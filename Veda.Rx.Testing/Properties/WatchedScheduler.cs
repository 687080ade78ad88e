using System.Reactive.Concurrency;

namespace Veda.Rx.Testing;

/// <summary>Knows at which instants something was due: between two of them nothing can change.</summary>
/// <param name="maxSteps">How many actions may be scheduled.</param>
internal sealed class WatchedScheduler(int maxSteps) : TestScheduler
{
    private readonly SortedSet<long> _instants = [];
    private int _steps;

    /// <summary>The instants.</summary>
    public IEnumerable<long> Instants => _instants;

    public override IDisposable ScheduleAbsolute<TState>(TState state, long dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        if (++_steps > maxSteps)
            throw new StepLimitException(maxSteps);
        _instants.Add(Math.Max(dueTime, Clock + 1));
        return base.ScheduleAbsolute(state, dueTime, action);
    }
}
