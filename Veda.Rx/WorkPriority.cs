namespace Veda.Rx;

/// <summary>How urgent work is next to other work on the same scheduler.</summary>
/// <remarks>
/// A worker takes the most urgent work there is, but nothing is ever interrupted: urgent work waits for a worker to be done with its action, or its batch
/// of a stream. Every now and then less urgent work goes first, so that it is slowed down and never starves; the bound is in
/// docs/guarantees.md. Work does not inherit the priority of the action that schedules it.
/// </remarks>
public enum WorkPriority
{
    /// <summary>Only where a worker finds nothing else.</summary>
    Low = -1,

    /// <summary>The default.</summary>
    Normal = 0,

    /// <summary>Before all that is normal, also before what workers have scheduled for themselves.</summary>
    High = 1,

    /// <summary>Before everything else.</summary>
    Critical = 2,
}

internal static class WorkPriorities
{
    /// <exception cref="ArgumentOutOfRangeException">There is no such priority, or the deadline is not more than zero.</exception>
    public static void Check(WorkPriority priority, TimeSpan? deadline)
    {
        if (!Enum.IsDefined(priority))
            throw new ArgumentOutOfRangeException(nameof(priority), priority, $"{nameof(priority)} is {priority}; allowed are {string.Join(", ", Enum.GetValues<WorkPriority>().Order())}.");
        if (deadline <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(deadline), deadline, $"{nameof(deadline)} is {deadline}; it must be more than zero, or null for none.");
    }
}
