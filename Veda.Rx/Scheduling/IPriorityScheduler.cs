using System.Reactive.Concurrency;

namespace Veda.Rx.Scheduling;

/// <summary>A scheduler on which some work goes before other work. One without it runs everything alike.</summary>
/// <remarks>
/// A scheduler that wraps another one, and has the engine find the other's capabilities by <see cref="IServiceProvider"/>, is left out of views that the other one
/// makes. It offers this capability itself and wraps the view.
/// </remarks>
public interface IPriorityScheduler
{
    /// <summary>A view of the scheduler, for work of one priority.</summary>
    /// <param name="priority">Of all that is scheduled through the view.</param>
    /// <param name="deadline">
    /// How soon an action should begin, from when it is scheduled or due; for the work of a stream, from when the stream's run begins. More than zero; null for no deadline.
    /// </param>
    /// <returns>The view; the same one for the same priority without a deadline.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="priority"/> or <paramref name="deadline"/> is outside its range.</exception>
    IScheduler WithPriority(WorkPriority priority, TimeSpan? deadline = null);
}
